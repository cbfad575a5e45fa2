// expect: none
// the look and the listener are in one turn; elsewhere listeners come and go as they like
import { EventEmitter } from 'node:events';
const bus = new EventEmitter();
const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
async function watch(ms) {
  await sleep(ms);
  if (bus.listenerCount('change') === 0) bus.on('change', () => {});
  const heard = () => {};
  bus.on('done', heard);
  bus.emit('change');
  await sleep(1);
  bus.off('done', heard);
  bus.on('done', heard);
  console.log(bus.listenerCount('change'), bus.listenerCount('done'));
}
await Promise.all([watch(4), watch(2)]);
