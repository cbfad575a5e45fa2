// expect: none
// an async_hooks callback runs in the middle of whatever makes a resource: what it tests decides nothing of that
import { createHook } from 'node:async_hooks';

const last = new Map();
let made = 0;
const hook = createHook(
  Object.freeze({
    init() {
      if (!last.has('user')) made++;
    },
  }),
).enable();

async function visit(user) {
  await new Promise((resolve) => setTimeout(resolve, 2));
  last.set('user', user);
}
await Promise.all([visit('ann'), visit('bob')]);
hook.disable();
console.log(made > 0, last);
