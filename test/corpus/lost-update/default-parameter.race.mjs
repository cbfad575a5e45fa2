// expect: race lost-update
import { setTimeout as sleep } from 'node:timers/promises';
const shared = { hits: 0 };

// What a default reads is read before the async function is a task of its own.
async function hit(ms, store = shared, before = store.hits) { //! A
  await sleep(ms);
  store.hits = before + 1; //! B
}
await Promise.all([hit(4), hit(2)]);
console.log(shared.hits);
