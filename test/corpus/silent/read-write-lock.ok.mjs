// expect: none
const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
const config = new Map([['limit', 10]]);

class ReadWriteLock {
  #readers = 0;
  #writing = false;
  #waiting = [];
  async #enter(kind) {
    while (this.#writing || (kind === 'write' && this.#readers > 0)) {
      await new Promise((wake) => this.#waiting.push(wake));
    }
    if (kind === 'write') this.#writing = true;
    else this.#readers++;
  }
  #leave(kind) {
    if (kind === 'write') this.#writing = false;
    else this.#readers--;
    for (const wake of this.#waiting.splice(0)) wake();
  }
  async run(kind, job) {
    await this.#enter(kind);
    try {
      return await job();
    } finally {
      this.#leave(kind);
    }
  }
}
const lock = new ReadWriteLock();
const read = (ms) =>
  lock.run('read', async () => {
    const before = config.get('limit');
    await sleep(ms);
    return before === config.get('limit');
  });
const raise = (by, ms) =>
  lock.run('write', async () => {
    const before = config.get('limit');
    await sleep(ms);
    config.set('limit', before + by);
  });
console.log(await Promise.all([read(2), raise(1, 2), read(1), read(3), raise(2, 1)]), config.get('limit'));
