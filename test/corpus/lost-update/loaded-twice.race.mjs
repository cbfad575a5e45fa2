// expect: race lost-update on variable loaded
// a flag that is set where something else was asked, too: the work between was done twice
import { setTimeout as sleep } from 'node:timers/promises';
let loaded = false;

async function load(ms) {
  if (loaded) return; //! A
  const answer = await sleep(ms, { ok: true });
  if (answer.ok) {
    loaded = true; //! B
    return;
  }
  await sleep(ms);
}
await Promise.all([load(1), load(2)]);
console.log(loaded);
