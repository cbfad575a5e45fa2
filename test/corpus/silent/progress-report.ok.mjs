// expect: none
// several tasks report to one object, another one prints it from time to time
const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
const progress = { done: 0, total: 6, current: '' };
const lines = [];

async function work(name, steps) {
  for (let i = 0; i < steps; i++) {
    progress.current = `${name} ${i}`;
    await sleep(1);
    progress.done += 1;
  }
}
async function print() {
  while (progress.done < progress.total) {
    lines.push(`${progress.done} of ${progress.total}`);
    await sleep(1);
  }
}
await Promise.all([work('a', 3), work('b', 3), print()]);
console.log(lines.length > 0, progress.done);
