// expect: none
// why: what a call had looked at is its caller's own: it writes behind the call, and again when that has been answered
const m = new Map();
const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
async function load(k) {
  if (!m.get(k)) await sleep(1);
  return k;
}
async function f() {
  m.set('k', { state: 'pending' });
  const p = load('k');
  m.set('k', { state: 'running' });
  p.then(() => { m.set('k', { state: 'done' }); });
  return p;
}
await f();
console.log(m);
