// A pool looks for a free connection, tests it with a ping, and then marks it as taken. Two requests find the same
// connection free, and both work on it: bob's statement runs inside ann's transaction.
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
    if (connection.user !== '') continue; // race: lost-update first
    await connection.ping();
    connection.user = user; // race: lost-update second, conflicting
    return connection;
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
