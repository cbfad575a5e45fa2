// expect: race lost-update
// the items are those from before the await, although the state around them is read again
const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
let state = { items: [], user: "ann" };
async function add(item, ms) {
  const { items } = state; //! A
  await sleep(ms);
  state = { ...state, items: [...items, item] }; //! B
}
await Promise.all([add("a", 6), add("b", 2)]);
console.log(state.items.length);
