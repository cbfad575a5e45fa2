// expect: none
class Store {
  rows = new Map();
  get(key) { return new Promise((resolve) => setTimeout(() => resolve(this.rows.get(key)), 2)); }
  set(key, value) { return new Promise((resolve) => setTimeout(() => { this.rows.set(key, value); resolve(); }, 2)); }
}
const db = new Store();
await db.set("n", 0);
let tail = Promise.resolve();
const inc = () => (tail = tail.then(async () => { const n = await db.get("n"); await db.set("n", n + 1); }));
await Promise.all([inc(), inc(), inc()]);
console.log(await db.get("n"));
