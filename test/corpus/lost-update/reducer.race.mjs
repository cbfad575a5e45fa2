// expect: race lost-update on variable state
// why: both find a seat in the store's state, and both dispatch; that the reducer keeps the rest of it does not help
import { setTimeout as sleep } from 'node:timers/promises';

function createStore(reducer, initial) {
  let state = initial;
  return {
    getState: () => state, //! A
    dispatch(action) {
      state = reducer(state, action); //! B
    },
  };
}
const store = createStore((state) => ({ ...state, seats: state.seats - 1 }), { seats: 1, note: '' });
async function sell(ms) {
  if (store.getState().seats < 1) return false;
  await sleep(ms);
  store.dispatch();
  return true;
}
console.log(await Promise.all([sell(4), sell(2)]), store.getState());
