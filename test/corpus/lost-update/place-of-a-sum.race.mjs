// expect: race lost-update on this key "done"
// The running ones are not part of what is tested: three of them find room for two.
import { setTimeout as sleep } from 'node:timers/promises';
class HalfOpen {
  running = 0;
  done = 0;
  failed = 0;
  limit = 2;
  async try(ms) {
    if (this.done + this.failed >= this.limit) return; //! A
    this.running++;
    await sleep(ms);
    this.finish();
  }
  finish() {
    this.running--;
    this.done++; //! B
  }
}
const state = new HalfOpen();
await Promise.all([state.try(3), state.try(1), state.try(2)]);
console.log(state.done, state.running);
