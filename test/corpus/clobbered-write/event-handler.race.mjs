// expect: race clobbered-write on variable active
import { EventEmitter } from 'node:events';
const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
const bus = new EventEmitter();
let active = '';
const log = [];

bus.on('job', async (name, ms) => {
  active = name; //! A
  await sleep(ms);
  log.push(`${name} ends as ${active}`); //! B
});
setTimeout(() => bus.emit('job', 'build', 4), 1);
setTimeout(() => bus.emit('job', 'test', 2), 2);
await sleep(12);
console.log(log);
