// expect: none
import { EventEmitter, on } from 'node:events';
const bus = new EventEmitter();
const sums = new Map([['all', 0]]);

async function listen(name, until) {
  for await (const [n] of on(bus, name)) {
    sums.set('all', sums.get('all') + n);
    if (n === until) break;
  }
}
const both = Promise.all([listen('a', 2), listen('b', 3)]);
setTimeout(() => [1, 2].forEach((n) => bus.emit('a', n)), 2);
setTimeout(() => [1, 2, 3].forEach((n) => bus.emit('b', n)), 3);
await both;
console.log(sums);
