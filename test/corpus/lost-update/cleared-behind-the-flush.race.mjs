// expect: race lost-update on object this key "dirty"
// why: as cleared-behind-the-save, of a copy of a Map
const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
const disk = [];
class Store {
  #data = new Map();
  dirty = false;
  set(k, v) {
    this.#data.set(k, v);
    this.dirty = true;
  }
  async flush() {
    if (!this.dirty) return; //! A
    const copy = [...this.#data];
    await sleep(30);
    disk.push(copy);
    this.dirty = false; //! B
  }
}
const store = new Store();
async function user() {
  store.set('a', 1);
  await sleep(40);
  store.set('b', 2);
}
async function saver() {
  await sleep(20);
  await store.flush();
  await sleep(20);
  await store.flush();
}
await Promise.all([user(), saver()]);
console.log(disk);
