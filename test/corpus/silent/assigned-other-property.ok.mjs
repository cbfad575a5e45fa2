// expect: none
// as lost-update/other-property: what the condition had asked for stays as it is now, also where a call makes the new object
const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
let state = { ready: true, count: 0 };

async function work(ms) {
  if (!state.ready) return;
  await sleep(ms);
  state = Object.assign({}, state, { count: state.count + 1 });
}
await Promise.all([work(9), work(3)]);
console.log(state);
