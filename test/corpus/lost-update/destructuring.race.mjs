// expect: race lost-update on property state.count
const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
const state = { count: 0, name: 'x' };

async function step(by, ms) {
  const { count } = state; //! A
  await sleep(ms);
  state.count = count + by; //! B
}
await Promise.all([step(1, 3), step(5, 1)]);
console.log(state.count);
