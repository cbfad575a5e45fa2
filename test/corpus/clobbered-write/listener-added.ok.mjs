// expect: none
import { EventEmitter } from 'node:events';
const door = new EventEmitter();
const state = { current: '' };
const log = [];

async function show(name) {
  state.current = name;
  await null;
  log.push(state.current);
}

// Somebody else's timer emits, and reaches a listener that was added behind all that the first one does.
setTimeout(() => door.emit('opened'), 4);
await new Promise((resolve) => {
  show('first').then(() => {
    door.on('opened', () => show('second').then(resolve));
  });
});
console.log(log);
