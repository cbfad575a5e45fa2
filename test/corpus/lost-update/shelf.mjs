// A module of the programs beside it: a store whose answers go through local variables, callbacks and promises.
export class Shelf {
  #items = {};

  async get(key) {
    const item = this.#items[key];
    await null;
    return item;
  }
  read(key, done) {
    const item = this.#items[key];
    setImmediate(() => done(null, item));
  }
  fetch(key) {
    return new Promise((resolve) => {
      const item = this.#items[key];
      setImmediate(() => resolve(item));
    });
  }
  at(key) {
    return this.#items[key];
  }
  put(key, item) {
    this.#items[key] = item;
  }
}

export const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
