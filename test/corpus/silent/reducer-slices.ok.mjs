// expect: none
// why: each asks for its own part of a store's state, which the other one's action leaves as it is
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
const store = createStore((state, { type, value }) => ({ ...state, [type]: value }), { user: null, posts: [] });
async function loadUser() {
  if (store.getState().user) return;
  const value = await sleep(5, { name: 'ann' });
  store.dispatch({ type: 'user', value });
}
async function loadPosts() {
  if (store.getState().posts.length > 0) return;
  const value = await sleep(2, ['first']);
  store.dispatch({ type: 'posts', value });
}
class Settings {
  values = { theme: 'light', size: 1 };
  isDark() {
    return this.values.theme === 'dark';
  }
  set(patch) {
    this.values = Object.assign({}, this.values, patch);
  }
  async darken() {
    if (this.isDark()) return;
    await sleep(3);
    this.set({ theme: 'dark' });
  }
  async grow() {
    if (this.values.size > 4) return;
    await sleep(1);
    this.set({ size: this.values.size + 1 });
  }
}
const settings = new Settings();
await Promise.all([loadUser(), loadPosts(), settings.darken(), settings.grow()]);
console.log(store.getState(), settings.values);
