// expect: none
const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
const quota = { ann: 10 };

class Semaphore {
  #free;
  #waiting = [];
  constructor(free) {
    this.#free = free;
  }
  async run(job) {
    if (this.#free > 0) this.#free--;
    else await new Promise((wake) => this.#waiting.push(wake));
    try {
      return await job();
    } finally {
      const wake = this.#waiting.shift();
      if (wake) wake();
      else this.#free++;
    }
  }
}
const semaphore = new Semaphore(1);
const use = (name, n, ms) =>
  semaphore.run(async () => {
    const left = quota[name];
    await sleep(ms);
    quota[name] = left - n;
  });
await Promise.all([use('ann', 1, 4), use('ann', 2, 2), use('ann', 3, 1)]);
console.log(quota);
