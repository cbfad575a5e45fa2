// expect: none
// Whoever reports at once clears the timer of a report to come: a call between one that set the timer and the timer would end it.
import { setTimeout as sleep } from 'node:timers/promises';
let last = 0;
let ticks = 0;
let timer;

const report = (now) => {
  last = now;
  if (timer) {
    clearTimeout(timer);
    timer = undefined;
  }
};
const soon = () => {
  const passed = ++ticks - last;
  if (passed > 100) report(ticks);
  else if (!timer)
    timer = setTimeout(() => {
      timer = undefined;
      report(++ticks);
    }, 3 + passed);
};
const atOnce = () => report(++ticks);

setTimeout(soon, 1);
setTimeout(atOnce, 40);
await sleep(60);
console.log(last > 0);
