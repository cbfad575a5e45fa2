// expect: none
// A flag in a private field, of which nobody saw what it held first.
import { setTimeout as sleep } from 'node:timers/promises';

class Poller {
  cursor = 0;
  seen = [];
  #busy = false;
  async tick() {
    if (this.#busy) return;
    this.#busy = true;
    try {
      const from = this.cursor;
      await sleep(8);
      this.seen.push(from);
      this.cursor = from + 2;
    } finally {
      this.#busy = false;
    }
  }
}
const poller = new Poller();
const timer = setInterval(() => poller.tick(), 3);
await sleep(60);
clearInterval(timer);
console.log(poller.seen.length > 1);
