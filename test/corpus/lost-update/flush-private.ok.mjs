// expect: none
// A private field: nobody but its class can look at what it held.
import { setTimeout as sleep } from 'node:timers/promises';
class Metrics {
  #rows = [];
  posted = [];
  record(name) {
    this.#rows.push({ name });
  }
  async post(body) {
    await sleep(5);
    this.posted.push(...JSON.parse(body));
  }
  async flush() {
    if (this.#rows.length === 0) return;
    const rows = this.#rows;
    this.#rows = [];
    await this.post(JSON.stringify(rows.map(({ name }) => name)));
  }
}
const metrics = new Metrics();
metrics.record('a');
setTimeout(() => metrics.record('b'), 1);
await metrics.flush();
await metrics.flush();
console.log(metrics.posted.length > 0);
