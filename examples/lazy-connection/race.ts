// A connection is opened when it is first needed. The first requests all need it, all find none, and each opens one;
// all but the last are never used again and never closed.
import { setTimeout as sleep } from 'node:timers/promises';

interface Database {
  readonly id: number;
}

const open = new Set<number>();
async function connect(): Promise<Database> {
  const id = open.size + 1;
  open.add(id);
  await sleep(10 - id); // the handshake
  return { id };
}

let database: Database | undefined;

async function getDatabase(): Promise<Database> {
  database ??= await connect(); // race: lost-update first, second, conflicting
  return database;
}

const handle = async (request: number): Promise<string> =>
  `request ${request} on ${(await getDatabase()).id}`;
console.log((await Promise.all([1, 2, 3].map(handle))).join(', '));
console.log(`${open.size} connections are open, expected 1`);
