// expect: none
// one chain, without async functions
const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
const state = { step: 0, log: [] };

function step(name) {
  const before = state.step;
  return sleep(1).then(() => {
    state.step = before + 1;
    state.log.push(name);
  });
}
step('a')
  .then(() => step('b'))
  .then(() => step('c'))
  .finally(() => console.log(state));
