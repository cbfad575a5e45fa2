// expect: none
// the listeners are told at the same time, in one turn
const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
const listeners = new Set(['a', 'b']);
const called = [];

const notify = async () => {
  const calls = [];
  for (const listener of listeners) {
    calls.push(sleep(2).then(() => called.push(listener)));
  }
  await Promise.all(calls);
};
const subscribe = async (name) => {
  await sleep(3);
  listeners.add(name);
};
await Promise.all([notify(), subscribe('c')]);
console.log(called);
