// expect: none
// keys asked for in one turn are loaded together in the next
const sleep = (ms) => new Promise((r) => setTimeout(r, ms));

class Loader {
  #cache = new Map();
  #batch = null;
  #loads = 0;
  load(key) {
    const known = this.#cache.get(key);
    if (known) return known;
    if (this.#batch === null) {
      this.#batch = [];
      process.nextTick(() => this.#dispatch());
    }
    const promise = new Promise((resolve) => this.#batch.push({ key, resolve }));
    this.#cache.set(key, promise);
    return promise;
  }
  async #dispatch() {
    const batch = this.#batch;
    this.#batch = null;
    this.#loads++;
    await sleep(1);
    for (const { key, resolve } of batch) resolve(`${key}!`);
  }
  get loads() {
    return this.#loads;
  }
}
const loader = new Loader();
async function page(a, b, ms) {
  await sleep(ms);
  return (await Promise.all([loader.load(a), loader.load(b)])).join();
}
console.log(await Promise.all([page('x', 'y', 1), page('y', 'z', 1), page('x', 'w', 4)]), loader.loads > 0);
