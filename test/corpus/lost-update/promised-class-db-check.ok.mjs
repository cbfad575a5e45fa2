// expect: none
class FakeDb {
  constructor() { this.store = new Map(); }
  has(key) { return new Promise((resolve) => setTimeout(() => resolve(this.store.has(key)), 2)); }
  insert(key, value) { return new Promise((resolve, reject) => setTimeout(() => { if (this.store.has(key)) return reject(new Error("exists")); this.store.set(key, value); resolve(); }, 2)); }
}
const db = new FakeDb();
async function create(k, v) { await db.insert(k, v); }
const out = await Promise.allSettled([create("a", 1), create("a", 2)]);
console.log(out.map((o) => o.status));
