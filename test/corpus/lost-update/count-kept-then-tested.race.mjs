// expect: race lost-update
// why: the count is asked of a helper, kept, and tested later; a connection that was idle is counted only when it has been looked at
import { setTimeout as sleep } from 'node:timers/promises';

class Pool {
  idle = [];
  inUse = new Map();
  countOf(host) {
    return this.inUse.get(host) ?? 0; //! A
  }
  async acquire(host) {
    const idle = this.idle.pop();
    const count = this.countOf(host);
    if (idle === undefined && count >= 1) return null;
    const connection = idle ?? { host };
    await sleep(1);
    this.inUse.set(host, this.countOf(host) + 1); //! B
    return connection;
  }
}
const pool = new Pool();
console.log(await Promise.all([pool.acquire('a'), pool.acquire('a')]));
