// An open-addressing hash table in shared memory, all operations under one lock.
const SLOTS = 4096;
const OPERATIONS = 20000;
export function make() {
  return { sab: new SharedArrayBuffer(8 + SLOTS * 8) };
}
function lock(m) {
  while (Atomics.compareExchange(m, 0, 0, 1) !== 0) Atomics.wait(m, 0, 1);
}
function unlock(m) {
  Atomics.store(m, 0, 0);
  Atomics.notify(m, 0, 1);
}
function put(t, key, value) {
  let i = (Math.imul(key, 0x9e3779b1) >>> 8) % SLOTS;
  while (t[2 + 2 * i] !== 0 && t[2 + 2 * i] !== key) i = (i + 1) % SLOTS;
  if (t[2 + 2 * i] === 0) t[1]++;
  t[2 + 2 * i] = key;
  t[3 + 2 * i] += value;
}
export function work({ sab }, me, workers) {
  const table = new Int32Array(sab);
  return () => {
    for (let n = 0; n < OPERATIONS / workers; n++) {
      lock(table);
      for (let k = 0; k < 8; k++) put(table, 1 + ((n * 31 + k * 17 + me) % 2000), 1);
      unlock(table);
    }
  };
}
export function check({ sab }) {
  const table = new Int32Array(sab);
  let sum = 0;
  for (let i = 0; i < SLOTS; i++) sum += table[3 + 2 * i];
  return sum;
}
