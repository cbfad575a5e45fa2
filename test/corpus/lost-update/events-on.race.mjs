// expect: race lost-update on Map sums key "all"
import { EventEmitter, on } from 'node:events';
const bus = new EventEmitter();
const sums = new Map([['all', 0]]);

async function listen(name, until) {
  let sum = sums.get('all'); //! A
  for await (const [n] of on(bus, name)) {
    sum += n;
    if (n === until) break;
  }
  sums.set('all', sum); //! B
}
const both = Promise.all([listen('a', 2), listen('b', 3)]);
setTimeout(() => [1, 2].forEach((n) => bus.emit('a', n)), 2);
setTimeout(() => [1, 2, 3].forEach((n) => bus.emit('b', n)), 3);
await both;
console.log(sums);
