// expect: none
const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
const stock = { pen: 10 };
const key = 'pen';

class Mutex {
  #tail = Promise.resolve();
  run(job) {
    const done = this.#tail.then(job);
    this.#tail = done.catch(() => {});
    return done;
  }
}
const mutex = new Mutex();
const take = (n, ms) =>
  mutex.run(async () => {
    const left = stock[key];
    await sleep(ms);
    if (left < n) throw new Error('sold out');
    stock[key] = left - n;
  });
console.log((await Promise.allSettled([take(3, 3), take(20, 1), take(2, 2)])).map((r) => r.status), stock);
