// expect: none
// What is tested is the sum: a task has its part of it from the turn of the test on, and moves it from one count to the other.
import { setTimeout as sleep } from 'node:timers/promises';
class HalfOpen {
  running = 0;
  done = 0;
  limit = 2;
  async try(ms) {
    if (this.done + this.running >= this.limit) return;
    this.running++;
    await sleep(ms);
    this.finish();
  }
  finish() {
    this.running--;
    this.done++;
  }
}
const state = new HalfOpen();
await Promise.all([state.try(3), state.try(1), state.try(2)]);
console.log(state.done, state.running);
