// expect: race lost-update
const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
const rows = new Map([["a", 0]]);
const save = (k, v) => { rows.set(k, v); }; //! B
function inc(k, ms) {
  const n = rows.get(k); //! A
  return sleep(ms).then(() => save(k, n + 1));
}
await Promise.all([inc("a", 5), inc("a", 2)]);
console.log(rows.get("a"));
