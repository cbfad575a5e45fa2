// expect: none
const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
let state = { items: [], n: 0 };
async function add(x, ms) {
  let { items } = state;
  if (x > 1) { await sleep(ms); ({ items } = state); }
  state = { ...state, items: [...items, x] };
}
await Promise.all([add(1, 5), add(2, 2), add(3, 4)]);
console.log(state.items.length);
