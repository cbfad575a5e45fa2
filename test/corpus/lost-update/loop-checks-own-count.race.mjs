// expect: race lost-update on object state["count"]
// each round counts from what it read before the wait; that it looks at its own result afterwards mends nothing
import { setTimeout as sleep } from 'node:timers/promises';
const state = { count: 0 };

async function bump(ms) {
  for (;;) {
    const count = state.count; //! A
    await sleep(ms);
    state.count = count + 1; //! B
    if (state.count > 3) break;
  }
}
await Promise.all([bump(1), bump(2)]);
console.log(state.count > 3);
