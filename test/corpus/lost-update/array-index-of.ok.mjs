// expect: none
const sleep = (ms) => new Promise((r) => setTimeout(r, ms));

class Pool {
  #slots = [null, null];
  async take(ms) {
    const i = this.#slots.indexOf(null);
    if (i < 0) throw new Error('full');
    await sleep(ms);
    if (this.#slots[i] !== null) return this.take(ms);
    this.#slots[i] = { ms };
    return i;
  }
}
const pool = new Pool();
console.log(await Promise.all([pool.take(3), pool.take(2)]));
