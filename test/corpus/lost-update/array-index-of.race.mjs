// expect: race lost-update on array this.#slots key "0"
// why: both find the first slot free, and put their own there
const sleep = (ms) => new Promise((r) => setTimeout(r, ms));

class Pool {
  #slots = [null, null];
  async take(ms) {
    const i = this.#slots.indexOf(null); //! A
    if (i < 0) throw new Error('full');
    await sleep(ms);
    this.#slots[i] = { ms }; //! B
    return i;
  }
}
const pool = new Pool();
console.log(await Promise.all([pool.take(3), pool.take(2)]));
