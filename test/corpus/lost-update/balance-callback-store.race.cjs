// expect: race lost-update
const rows = { a: 100 };
function getBalance(id, cb) { setTimeout(() => cb(null, rows[id]), 2); } //! A
function setBalance(id, v, cb) { setTimeout(() => { rows[id] = v; cb(null); }, 2); } //! B
function withdraw(id, n, cb) {
  getBalance(id, (err, balance) => {
    if (err) return cb(err);
    if (balance < n) return cb(new Error("funds"));
    setBalance(id, balance - n, cb);
  });
}
let left = 2;
const done = () => { if (--left === 0) console.log(rows.a < 100); };
withdraw("a", 30, done);
withdraw("a", 50, done);
