// expect: none
const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
let state = { items: [], user: "ann" };
async function add(item, ms) {
  await sleep(ms);
  const { items } = state;
  state = { ...state, items: [...items, item] };
}
await Promise.all([add("a", 6), add("b", 2)]);
console.log(state.items.length);
