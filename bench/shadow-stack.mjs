// What an event ring with a shadow call stack (ThreadSanitizer's way to the other side's stack) would cost at the least: an event
// at each function's entry and exit in a ring of 2^16 words, nothing else. Kernels with many calls, plain and with events,
// in turn; medians of processor time. docs/limits.md has the figures.
//
//   node bench/shadow-stack.mjs
const KERNELS = {
  // A recursive function that does nothing else.
  calls:
    'const f = (n) => { ENTER(1); try { return n < 2 ? n : f(n - 1) + f(n - 2); } finally { LEAVE } }; return () => f(27);',
  // A hash table in typed arrays: hash, probe and insert are functions.
  table: `const keys = new Int32Array(1 << 16), values = new Int32Array(1 << 16);
    const hash = (k) => { ENTER(1); try { return (Math.imul(k, 0x9e3779b1) >>> 16) & 0xffff; } finally { LEAVE } };
    const probe = (k) => { ENTER(2); try { let i = hash(k); while (keys[i] !== 0 && keys[i] !== k) i = (i + 1) & 0xffff; return i; } finally { LEAVE } };
    const add = (k, v) => { ENTER(3); try { const i = probe(k); keys[i] = k; values[i] += v; } finally { LEAVE } };
    return () => { for (let n = 1; n < 400000; n++) add((n % 30000) + 1, n); return values[5]; };`,
  // Quicksort over a typed array with a comparison that is a function.
  sort: `const list = new Int32Array(100000);
    const less = (a, b) => { ENTER(1); try { return a < b; } finally { LEAVE } };
    const sort = (lo, hi) => { ENTER(2); try {
      if (lo >= hi) return; const p = list[(lo + hi) >> 1]; let i = lo, j = hi;
      while (i <= j) { while (less(list[i], p)) i++; while (less(p, list[j])) j--; if (i <= j) { const t = list[i]; list[i++] = list[j]; list[j--] = t; } }
      sort(lo, j); sort(i, hi); } finally { LEAVE } };
    return () => { for (let i = 0; i < list.length; i++) list[i] = Math.imul(i, 0x9e3779b1); sort(0, list.length - 1); return list[0]; };`,
};

const RING = 'const ring = new Int32Array(1 << 16); let at = 0;';
const make = (body, events) =>
  new Function(
    (events ? RING : '') +
      body
        .replace(/ENTER\((\d)\);/g, events ? 'ring[at++ & 0xffff] = $1;' : '')
        .replace(/LEAVE/g, events ? 'ring[at++ & 0xffff] = 0;' : ''),
  )();

function timed(run) {
  const before = process.cpuUsage();
  run();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}
const median = (list) => list.sort((a, b) => a - b)[list.length >> 1];

for (const [name, body] of Object.entries(KERNELS)) {
  // Natively there is no try either.
  const plain = make(body.replace(/try \{/g, '').replace(/\} finally \{ LEAVE \}/g, ''), false);
  const watched = make(body, true);
  const times = [[], []];
  for (let n = 0; n < 25; n++) [plain, watched].forEach((run, i) => times[i].push(timed(run)));
  const [a, b] = times.map((list) => median(list.slice(5)));
  console.log(`${name}: ${a.toFixed(1)} ms, with events ${b.toFixed(1)} ms: ${(b / a).toFixed(2)}×`);
}
