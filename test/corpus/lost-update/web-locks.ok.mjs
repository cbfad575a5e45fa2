// expect: none
// Who is granted a lock comes after all that held it before. Without navigator.locks (Node.js before 24.5) a chain of promises does it.
import { setTimeout as sleep } from 'node:timers/promises';
import * as threads from 'node:worker_threads';

const { locks } = threads;
const tails = new Map();
function request(name, callback) {
  if (locks !== undefined) return locks.request(name, callback);
  const run = (tails.get(name) ?? Promise.resolve()).then(callback);
  tails.set(name, run);
  return run;
}
const doc = { revision: 0 };

async function save(ms) {
  const seen = await request('doc', async () => {
    const { revision } = doc;
    await sleep(ms);
    doc.revision = revision + 1;
    return doc.revision;
  });
  await request('doc', () => {
    doc.revision += seen;
  });
}
await Promise.all([save(4), save(2), save(1)]);
console.log(doc.revision);
