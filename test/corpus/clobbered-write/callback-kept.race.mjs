// expect: race clobbered-write on property state.current
const listeners = [];
const state = { current: '' };
const log = [];

async function show(name) {
  state.current = name; //! A
  await null;
  log.push(state.current); //! B
}

setTimeout(() => {
  for (const listener of listeners) listener();
}, 4);
await new Promise((resolve) => {
  listeners.push(() => show('second').then(resolve));
  show('first');
});
console.log(log);
