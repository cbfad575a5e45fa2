// expect: none
const sleep = (ms, value) => new Promise((r) => setTimeout(r, ms, value));
const state = { items: [] };

async function add(item, ms) {
  const value = await sleep(ms, item);
  state.items = [...state.items, value];
}
await Promise.all([add('a', 3), add('b', 1)]);
console.log(state.items);
