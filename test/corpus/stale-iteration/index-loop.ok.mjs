// expect: none
// what comes to the end of a list does not move what is before it; nor does what is taken off there
import { setTimeout as sleep } from 'node:timers/promises';

const items = [1, 2, 3, 4];
let sum = 0;

async function total() {
  for (let i = 0; i < items.length; i++) {
    if (items[i] === 2) continue;
    await sleep(2);
    sum += items[i] ?? 0;
  }
}

async function change() {
  await sleep(3);
  items.push(5);
  await sleep(2);
  items.pop();
  items.splice(items.length - 1, 1);
}

await Promise.all([total(), change()]);
items.shift();
await total();
console.log(sum > 0);
