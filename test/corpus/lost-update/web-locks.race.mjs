// expect: race lost-update on property doc["revision"]
// Each call holds a lock of its own.
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
  await request(`doc ${ms}`, async () => {
    const { revision } = doc; //! A
    await sleep(ms);
    doc.revision = revision + 1; //! B
  });
}
await Promise.all([save(4), save(2), save(1)]);
console.log(doc.revision);
