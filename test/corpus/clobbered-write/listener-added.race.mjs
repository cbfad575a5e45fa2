// expect: race clobbered-write on property state.current
import { EventEmitter } from 'node:events';
const door = new EventEmitter();
const state = { current: '' };
const log = [];

async function show(name) {
  state.current = name; //! A
  await null;
  log.push(state.current); //! B
}

setTimeout(() => door.emit('opened'), 4);
await new Promise((resolve) => {
  door.on('opened', () => show('second').then(resolve));
  show('first');
});
console.log(log);
