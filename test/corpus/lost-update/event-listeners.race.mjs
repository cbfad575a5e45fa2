// expect: race lost-update on EventEmitter bus key "change"
import { EventEmitter } from 'node:events';
const bus = new EventEmitter();
const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
async function watch(ms) {
  if (bus.listenerCount('change') === 0) { //! A
    await sleep(ms);
    bus.on('change', () => {}); //! B
  }
}
await Promise.all([watch(4), watch(2)]);
console.log(bus.listenerCount('change'));
