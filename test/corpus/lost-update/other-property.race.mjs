// expect: race lost-update on variable state
// the condition asked for the property that is replaced
const sleep = (ms) => new Promise((r) => setTimeout(r, ms));

let state = { ready: true, free: 1 };
async function take(ms) {
  if (state.free < 1) return false; //! A
  await sleep(ms);
  state = { ...state, free: state.free - 1 }; //! B
  return true;
}
console.log(await Promise.all([take(9), take(3)]), state);
