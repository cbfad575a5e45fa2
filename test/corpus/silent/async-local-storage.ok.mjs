// expect: none
import { AsyncLocalStorage } from 'node:async_hooks';
const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
const storage = new AsyncLocalStorage();

async function handle(ms) {
  const context = storage.getStore();
  const before = context.steps;
  await sleep(ms);
  context.steps = before + 1;
  context.user = `${context.user}!`;
  return context;
}
const run = (user, ms) => storage.run({ user, steps: 0 }, () => handle(ms));
console.log(await Promise.all([run('ann', 3), run('bob', 1)]));
