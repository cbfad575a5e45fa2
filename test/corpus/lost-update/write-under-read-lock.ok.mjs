// expect: none
const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
const prices = new Map([['pen', 10]]);

class ReadWriteLock {
  #readers = Promise.resolve();
  #writer = Promise.resolve();
  read(job) {
    const done = this.#writer.then(job);
    this.#readers = Promise.all([this.#readers, done]);
    return done;
  }
  write(job) {
    const done = Promise.all([this.#readers, this.#writer]).then(job);
    this.#writer = done;
    return done;
  }
}
const lock = new ReadWriteLock();
const raise = (by, ms) =>
  lock.write(async () => {
    const price = prices.get('pen');
    await sleep(ms);
    prices.set('pen', price + by);
  });
await Promise.all([raise(1, 3), raise(2, 1)]);
console.log(prices.get('pen'));
