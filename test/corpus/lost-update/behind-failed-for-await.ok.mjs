// expect: none
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
    await sleep(count);
    const before = failures.get(name) ?? 0;
    failures.set(name, before + 1);
  }
}
await Promise.all([follow('feed', 1), follow('feed', 2)]);
console.log(failures.get('feed'));
