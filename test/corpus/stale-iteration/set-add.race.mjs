// expect: race stale-iteration on Set listeners
const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
const listeners = new Set(['a', 'b']);
const called = [];

const notify = async () => {
  for (const listener of listeners) { //! AB
    await sleep(2);
    called.push(listener);
  }
};
const subscribe = async (name) => {
  await sleep(3);
  listeners.add(name); //! B
};
await Promise.all([notify(), subscribe('c')]);
console.log(called);
