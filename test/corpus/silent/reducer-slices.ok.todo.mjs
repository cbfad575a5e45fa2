// expect: none
// why: each asks for its own part of a store's state; what a reducer leaves as it is, is not known
import { setTimeout as sleep } from 'node:timers/promises';

function createStore(reducer, initial) {
  let state = initial;
  return {
    getState: () => state,
    dispatch(action) {
      state = reducer(state, action);
    },
  };
}
const store = createStore((state, { type, value }) => ({ ...state, [type]: value }), { user: null, posts: null });
async function load(part, ms) {
  if (store.getState()[part] !== null) return;
  const value = await sleep(ms, [part]);
  store.dispatch({ type: part, value });
}
async function loadUser() {
  if (store.getState().user) return;
  const value = await sleep(5, { name: 'ann' });
  store.dispatch({ type: 'user', value });
}
await Promise.all([loadUser(), load('posts', 2)]);
console.log(store.getState());
