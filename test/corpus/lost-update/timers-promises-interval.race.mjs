// expect: race lost-update on property meter.total
import { setInterval } from 'node:timers/promises';
const meter = { total: 0 };

async function sample(step, count) {
  let total = meter.total; //! A
  for await (const _ of setInterval(1)) {
    total += step;
    if (--count === 0) break;
  }
  meter.total = total; //! B
}
await Promise.all([sample(1, 3), sample(10, 2)]);
console.log(meter.total);
