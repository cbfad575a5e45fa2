// expect: race lost-update on variable state
// why: the flag stays as it is, but what is stored is made of the total from before the await
import { setTimeout as sleep } from 'node:timers/promises';

let state = { locked: false, total: 0 };
async function add(n) {
  const { total } = state; //! A
  if (state.locked) return; //! A
  await sleep(n);
  state = { ...state, total: total + n }; //! B
}
await Promise.all([add(4), add(2)]);
console.log(state.total);
