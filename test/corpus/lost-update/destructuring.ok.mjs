// expect: none
const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
const state = { count: 0, name: 'x' };

async function step(by, ms) {
  await sleep(ms);
  const { count } = state;
  state.count = count + by;
}
await Promise.all([step(1, 3), step(5, 1)]);
console.log(state.count);
