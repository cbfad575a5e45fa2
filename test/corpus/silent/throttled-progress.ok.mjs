// expect: none
// Who finds the timer set clears it, or leaves the rest to it: a call cannot fall between another one and its timer.
import { setTimeout as sleep } from 'node:timers/promises';
// Counts calls, so that no load of the machine makes one of them the first of a further span.
let calls = 1000;
const clock = () => ++calls;
function throttle(fn, ms) {
  let last = 0;
  let lastArgs;
  let timer;
  const invoke = (args, now = clock()) => {
    last = now;
    lastArgs = null;
    if (timer) {
      clearTimeout(timer);
      timer = null;
    }
    fn(...args);
  };
  return (...args) => {
    const now = clock();
    const passed = now - last;
    if (passed >= ms) invoke(args, now);
    else {
      lastArgs = args;
      if (!timer)
        timer = setTimeout(() => {
          timer = null;
          invoke(lastArgs);
        }, ms - passed);
    }
  };
}

let seen = 0;
const progress = throttle(() => seen++, 20);
function upload(chunks) {
  let left = chunks;
  const send = () => {
    progress(left);
    if (--left > 0) void Promise.resolve().then(send);
  };
  setTimeout(send, 1);
}
upload(8);
upload(8);
await sleep(120);
console.log(seen > 1);
