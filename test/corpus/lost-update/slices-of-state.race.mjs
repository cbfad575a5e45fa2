// expect: race lost-update on variable state
// why: both ask for the same part of the state; that they keep the rest of it does not help
import { setTimeout as sleep } from 'node:timers/promises';

let state = { seats: 1, sold: [], note: '' };
async function sell(who, ms) {
  if (state.seats < 1) return false; //! A
  await sleep(ms);
  state = { ...state, seats: state.seats - 1, sold: [...state.sold, who] }; //! B
  return true;
}
async function annotate(note) {
  if (state.note !== '') return;
  await sleep(1);
  state = { ...state, note };
}
console.log(await Promise.all([sell('ann', 4), sell('bob', 2), annotate('sold out')]), state);
