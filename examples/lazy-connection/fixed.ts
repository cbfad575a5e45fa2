// What is kept is the promise of the connection, in the turn of the first request: the others await the same one.
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

let database: Promise<Database> | undefined;

async function getDatabase(): Promise<Database> {
  database ??= connect();
  return await database;
}

const handle = async (request: number): Promise<string> =>
  `request ${request} on ${(await getDatabase()).id}`;
console.log((await Promise.all([1, 2, 3].map(handle))).join(', '));
console.log(`${open.size} connections are open, expected 1`);
