// expect: race lost-update on Map failures["feed"]
// The loop ends by an exception: the catch goes on with the operation of the call.
import { setTimeout as sleep } from 'node:timers/promises';
const failures = new Map();

async function* lines(count) {
  for (let i = 0; i < count; i++) yield await i;
  throw new Error('reset');
}
async function follow(name, count) {
  try {
    for await (const line of lines(count)) if (line < 0) return;
  } catch {
    const before = failures.get(name) ?? 0; //! A
    await sleep(count);
    failures.set(name, before + 1); //! B
  }
}
await Promise.all([follow('feed', 1), follow('feed', 2)]);
console.log(failures.get('feed'));
