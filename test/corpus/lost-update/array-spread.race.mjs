// expect: race lost-update on property state.items
const sleep = (ms, value) => new Promise((r) => setTimeout(r, ms, value));
const state = { items: [] };

async function add(item, ms) {
  state.items = [...state.items, await sleep(ms, item)]; //! AB
}
await Promise.all([add('a', 3), add('b', 1)]);
console.log(state.items);
