// expect: race lost-update
class FakeDb {
  constructor() { this.store = new Map(); }
  has(key) { return new Promise((resolve) => setTimeout(() => resolve(this.store.has(key)), 2)); } //! A
  set(key, value) { return new Promise((resolve) => setTimeout(() => { this.store.set(key, value); resolve(); }, 2)); } //! B
}
const db = new FakeDb();
async function create(k, v) { if (await db.has(k)) throw new Error("exists"); await db.set(k, v); }
const out = await Promise.allSettled([create("a", 1), create("a", 2)]);
console.log(out.length);
