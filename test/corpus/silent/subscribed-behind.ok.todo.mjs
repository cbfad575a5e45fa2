// expect: none
// The timer may only call a listener that is there, which came behind all that the first one does. Of the calls of `emit` that is known.
const listeners = [];
const state = { current: '' };
const log = [];

async function show(name) {
  state.current = name;
  await null;
  log.push(state.current);
}

setTimeout(() => {
  for (const listener of listeners) listener();
}, 40);
await new Promise((resolve) => {
  show('first').then(() => {
    listeners.push(() => show('second').then(resolve));
  });
});
console.log(log);
