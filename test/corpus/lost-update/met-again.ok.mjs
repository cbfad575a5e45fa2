// expect: none
// why: a condition that is met again, and decided by its first part, has not looked at the second one as it had before
const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
class Lease {
  owner = null;
  until = 0;
  async acquire(who) {
    for (;;) {
      if (this.owner === null || Date.now() > this.until) {
        this.owner = who;
        this.until = Date.now() + 1000;
        return;
      }
      await sleep(1);
    }
  }
  release() {
    this.owner = null;
    this.until = 0;
  }
}
const lease = new Lease();
async function work(who) {
  await lease.acquire(who);
  await sleep(3);
  lease.release();
}
await Promise.all(['a', 'b', 'c'].map(work));
console.log(lease);
