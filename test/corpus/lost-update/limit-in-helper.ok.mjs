// expect: none
// why: who asks the helper has ended when its caller inserts; both answers led there
import { setTimeout as sleep } from 'node:timers/promises';

class Pool {
  idle = [];
  hasIdle() {
    return this.idle.length > 0;
  }
  async acquire() {
    if (this.hasIdle()) return this.idle.pop();
    return sleep(1, {});
  }
  async use(ms) {
    const connection = await this.acquire();
    await sleep(ms);
    this.idle.push(connection);
  }
}
const pool = new Pool();
await Promise.all([pool.use(1), pool.use(3)]);
await Promise.all([pool.use(1), pool.use(1)]);
console.log(pool.idle.length);
