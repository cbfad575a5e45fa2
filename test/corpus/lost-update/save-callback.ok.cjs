// expect: none
const rows = { k: 0 };
function write(key, n, done) { setTimeout(() => { const row = rows[key]; rows[key] = row + n; done(); }, 3); }
function add(key, n, done) {
  setTimeout(() => write(key, n, done), n);
}
let left = 2;
const done = () => { if (--left === 0) console.log(rows.k); };
add("k", 1, done);
add("k", 4, done);
