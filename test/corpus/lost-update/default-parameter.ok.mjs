// expect: none
import { setTimeout as sleep } from 'node:timers/promises';
const shared = { hits: 0 };

// The defaults read nothing that changes; what is there is read where it is written.
async function hit(ms, store = shared, step = ms > 0 ? 1 : 0) {
  await sleep(ms);
  store.hits += step;
}
await Promise.all([hit(4), hit(2)]);
console.log(shared.hits);
