// expect: race lost-update on variable state
// both have awaited one promise, but the record that each of them makes is of what it had read: one step is lost
const sleep = (ms) => new Promise((done) => setTimeout(done, ms));
const ready = sleep(3);
let state = { steps: 0 };

async function step(ms) {
  await ready;
  const { steps } = state; //! A
  await sleep(ms);
  state = { steps: steps + 1 }; //! B
}
await Promise.all([step(2), step(3)]);
console.log(state.steps);
