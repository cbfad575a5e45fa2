// expect: none
// why: the count is kept and tested in the turn in which the place is taken, or only told
import { setTimeout as sleep } from 'node:timers/promises';

class Pool {
  idle = [];
  inUse = new Map();
  countOf(host) {
    return this.inUse.get(host) ?? 0;
  }
  async acquire(host) {
    const idle = this.idle.pop();
    const count = this.countOf(host);
    if (idle === undefined && count >= 1) return null;
    this.inUse.set(host, count + 1);
    await sleep(1);
    return idle ?? { host };
  }
  async add(host) {
    const count = this.countOf(host);
    if (count > 0) console.log(`${host} has ${count}`);
    await sleep(1);
    this.inUse.set(host, this.countOf(host) + 1);
  }
}
const pool = new Pool();
console.log(await Promise.all([pool.acquire('a'), pool.acquire('a')]));
await Promise.all([pool.add('a'), pool.add('a')]);
console.log(pool.countOf('a'));
