// expect: none
const rows = { a: 100 };
function getBalance(id, cb) { setTimeout(() => cb(null, rows[id]), 2); }
function setBalance(id, v, cb) { setTimeout(() => { rows[id] = v; cb(null); }, 2); }
const waiting = [];
let busy = false;
function next() { const job = waiting.shift(); if (job) job(); else busy = false; }
function withdraw(id, n, cb) {
  const job = () => getBalance(id, (err, balance) => {
    const end = (e) => { cb(e); next(); };
    if (err) return end(err);
    if (balance < n) return end(new Error("funds"));
    setBalance(id, balance - n, end);
  });
  if (busy) waiting.push(job);
  else { busy = true; job(); }
}
let left = 2;
const done = () => { if (--left === 0) console.log(rows.a); };
withdraw("a", 30, done);
withdraw("a", 50, done);
