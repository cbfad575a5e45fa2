// expect: none
const sleep = (ms) => new Promise((r) => setTimeout(r, ms));

async function run() {
  const CLOSED = Symbol('closed');
  const OPEN = Symbol('open');
  let state = CLOSED;
  let opened = 0;
  async function open(ms) {
    if (state === OPEN) return;
    state = OPEN;
    await sleep(ms);
    opened++;
  }
  await Promise.all([open(3), open(2)]);
  console.log(opened);
}
await run();
