// expect: none
// one consumer takes jobs off a queue whenever an event says that there are some
import { EventEmitter, once } from 'node:events';
const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
const bus = new EventEmitter();
const queue = [];
const balance = new Map([['ann', 100]]);

async function consume(count) {
  for (let handled = 0; handled < count; handled++) {
    while (queue.length === 0) await once(bus, 'job');
    const { name, amount } = queue.shift();
    const before = balance.get(name);
    await sleep(1);
    balance.set(name, before + amount);
  }
}
const consumer = consume(3);
for (const amount of [5, -20, 7]) {
  setTimeout(() => {
    queue.push({ name: 'ann', amount });
    bus.emit('job');
  }, 1 + Math.abs(amount) / 5);
}
await consumer;
console.log(balance.get('ann'));
