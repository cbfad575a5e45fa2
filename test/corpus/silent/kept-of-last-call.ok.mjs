// expect: none
// what a function keeps of its last call is made anew of what it is given, not of what it had answered (seen in reselect)
import { setTimeout as sleep } from 'node:timers/promises';

function memoize(f) {
  let last = {};
  let result;
  return (state) => {
    if (state !== last) {
      result = f(state);
      last = state;
    }
    return result;
  };
}

let state = { items: [] };
const count = memoize(({ items }) => ({ total: items.length }));

async function add(item, ms) {
  const before = count(state);
  await sleep(ms);
  state = { ...state, items: [...state.items, item] };
  const after = count(state);
  return after.total - before.total;
}

console.log((await Promise.all([add('a', 4), add('b', 2), add('c', 3)])).length);
