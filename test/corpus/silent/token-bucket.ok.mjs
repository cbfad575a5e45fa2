// expect: none
// What the branch has acted on at once decides nothing of what comes behind the await: the loop fills up and looks again.
import { setTimeout as sleep } from 'node:timers/promises';

class TokenBucket {
  #tokens;
  #last = Date.now();
  constructor(rate, burst) {
    this.rate = rate;
    this.burst = burst;
    this.#tokens = burst;
  }
  #refill() {
    const now = Date.now();
    this.#tokens = Math.min(this.burst, this.#tokens + ((now - this.#last) * this.rate) / 1000);
    this.#last = now;
  }
  async take(n) {
    for (;;) {
      this.#refill();
      if (this.#tokens >= n) {
        this.#tokens -= n;
        return;
      }
      await sleep(Math.ceil(((n - this.#tokens) / this.rate) * 1000));
    }
  }
}
const bucket = new TokenBucket(200, 3);
await Promise.all(Array.from({ length: 8 }, () => bucket.take(1)));
console.log('taken');
