// expect: none
const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
let state = { items: [], total: 0 };
async function addItem(x, ms) {
  const { items } = state;
  await sleep(ms);
  state = { ...state, items: [...items, x] };
}
async function addTotal(n, ms) {
  const { total } = state;
  await sleep(ms);
  state = { ...state, total: total + n };
}
await Promise.all([addItem("a", 6), addTotal(3, 2)]);
console.log(state.items.length, state.total);
