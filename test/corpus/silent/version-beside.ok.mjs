// expect: none
// what is stored is tested by a version of its own, which every change counts up
const sleep = (ms) => new Promise((r) => setTimeout(r, ms));

class Store {
  #rows = new Map([['a', 1]]);
  #version = 0;

  async change(edit) {
    for (;;) {
      const version = this.#version;
      const draft = new Map(this.#rows);
      await edit(draft);
      if (version !== this.#version) continue;
      this.#version++;
      this.#rows = draft;
      return draft.get('a');
    }
  }
}
const store = new Store();
const add = (n, ms) =>
  store.change(async (draft) => {
    await sleep(ms);
    draft.set('a', draft.get('a') + n);
  });
console.log((await Promise.all([add(1, 6), add(2, 1)])).length);
