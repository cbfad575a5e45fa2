// expect: none
// as state-shutdown.ok.mjs, within a function, whose constants are constants as well
const sleep = (ms) => new Promise((r) => setTimeout(r, ms));

async function run() {
  const STATE = Symbol('state');
  const OPEN = Symbol('open');
  const HALF = Symbol('half open');
  const SHUT = Symbol('shut');
  class Breaker {
    constructor() {
      this[STATE] = OPEN;
      setTimeout(() => {
        this[STATE] = HALF;
      }, 1);
    }
    get isShut() {
      return this[STATE] === SHUT;
    }
    shut() {
      this[STATE] = SHUT;
    }
  }
  const breaker = new Breaker();
  await Promise.all([
    sleep(4),
    (async () => {
      await sleep(3);
      if (breaker.isShut) return;
      await sleep(1);
      breaker.shut();
    })(),
  ]);
  console.log(breaker.isShut);
}
await run();
