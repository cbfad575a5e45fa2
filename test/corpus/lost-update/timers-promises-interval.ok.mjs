// expect: none
import { setInterval } from 'node:timers/promises';
const meter = { total: 0 };

async function sample(step, count) {
  for await (const _ of setInterval(1)) {
    meter.total += step;
    if (--count === 0) break;
  }
}
await Promise.all([sample(1, 3), sample(10, 2)]);
console.log(meter.total);
