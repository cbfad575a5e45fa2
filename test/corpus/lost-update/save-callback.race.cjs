// expect: race lost-update
const rows = { k: 0 };
function write(key, value, done) { setTimeout(() => { rows[key] = value; done(); }, 3); } //! B
function add(key, n, done) {
  const row = rows[key]; //! A
  setTimeout(() => write(key, row + n, done), n);
}
let left = 2;
const done = () => { if (--left === 0) console.log(rows.k); };
add("k", 1, done);
add("k", 4, done);
