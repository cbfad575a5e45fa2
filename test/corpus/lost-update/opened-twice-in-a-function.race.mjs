// expect: race lost-update on variable state
// why: the state is a constant of the function around, and the same step is taken twice all the same
const sleep = (ms) => new Promise((r) => setTimeout(r, ms));

async function run() {
  const CLOSED = Symbol('closed');
  const OPEN = Symbol('open');
  let state = CLOSED;
  let opened = 0;
  async function open(ms) {
    if (state === OPEN) return; //! A
    await sleep(ms);
    opened++;
    state = OPEN; //! B
  }
  await Promise.all([open(3), open(2)]);
  console.log(opened);
}
await run();
