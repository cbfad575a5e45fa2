// expect: none
// both ways of the first condition go on to the last update: it decides nothing of it
const sleep = (ms) => new Promise((r) => setTimeout(r, ms));

class Semaphore {
  free = 2;
  waiters = [];

  async run(job) {
    if (this.free > 0) this.free--;
    else await new Promise((go) => this.waiters.push(go));
    try {
      return await job();
    } finally {
      const next = this.waiters.shift();
      if (next) next();
      else this.free++;
    }
  }
}
const semaphore = new Semaphore();
await Promise.all([4, 3, 2, 1].map((ms) => semaphore.run(() => sleep(ms))));
console.log(semaphore.free);
