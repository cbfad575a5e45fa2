// expect: none
// A failure that is counted while the breaker is open changes nothing of the test that opened it: whether it falls before
// or behind it, the count is set back.
import { setTimeout as sleep } from 'node:timers/promises';
class Breaker {
  state = 'closed';
  failures = 0;
  async call(fn) {
    if (this.state === 'open') throw new Error('open');
    try {
      return await fn();
    } catch (error) {
      this.failures++;
      if (this.failures >= 3 && this.state === 'closed') {
        this.state = 'open';
        setTimeout(() => {
          this.state = 'closed';
          this.failures = 0;
        }, 20);
      }
      throw error;
    }
  }
}
const breaker = new Breaker();
const fail = async () => {
  await sleep(1);
  throw new Error('down');
};
const answers = await Promise.allSettled([1, 2, 3, 4].map(() => breaker.call(fail)));
await sleep(40);
console.log(answers.length, breaker.failures);
