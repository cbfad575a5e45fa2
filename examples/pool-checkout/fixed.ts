// The connection is marked in the turn in which it was found free, and given back if the ping fails.
import { setTimeout as sleep } from 'node:timers/promises';

class Connection {
  readonly id: number;
  user = '';
  readonly log: string[] = [];
  constructor(id: number) {
    this.id = id;
  }
  async ping(): Promise<void> {
    await sleep(3);
    this.log.push('ping');
  }
}

const pool = [new Connection(1), new Connection(2), new Connection(3)];

async function checkOut(user: string): Promise<Connection> {
  for (const connection of pool) {
    if (connection.user !== '') continue;
    connection.user = user;
    try {
      await connection.ping();
      return connection;
    } catch {
      connection.user = ''; // try the next one
    }
  }
  throw new Error('the pool is empty');
}

async function transaction(user: string): Promise<Connection> {
  const connection = await checkOut(user);
  connection.log.push(`begin ${user}`);
  await sleep(5);
  connection.log.push(`commit ${user}`);
  return connection;
}

const [ann, bob] = await Promise.all([transaction('ann'), transaction('bob')]);
console.log(`ann used connection ${ann.id}, bob used connection ${bob.id}, expected two connections`);
console.log(ann.log.join(', '));
