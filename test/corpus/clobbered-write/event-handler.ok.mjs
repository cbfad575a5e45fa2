// expect: none
import { EventEmitter } from 'node:events';
import { AsyncLocalStorage } from 'node:async_hooks';
const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
const bus = new EventEmitter();
const active = new AsyncLocalStorage();
const log = [];

bus.on('job', (name, ms) => {
  void active.run(name, async () => {
    await sleep(ms);
    log.push(`${name} ends as ${active.getStore()}`);
  });
});
setTimeout(() => bus.emit('job', 'build', 4), 1);
setTimeout(() => bus.emit('job', 'test', 2), 2);
await sleep(12);
console.log(log);
