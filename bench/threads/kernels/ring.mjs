// A single-producer single-consumer ring buffer: worker 2k produces, worker 2k + 1 consumes blocks of 16 numbers.
const CAPACITY = 1024;
const BLOCK = 16;
const ITEMS = 1 << 17;
export function make(workers) {
  const pairs = Math.max(1, workers >> 1);
  return { sabs: Array.from({ length: pairs }, () => new SharedArrayBuffer(64 + CAPACITY * 8)) };
}
export function work({ sabs }, me, workers) {
  const sab = sabs[me >> 1];
  const alone = me === workers - 1 && (me & 1) === 0;
  const heads = new Int32Array(sab, 0, 16);
  const data = new Float64Array(sab, 64, CAPACITY);
  function push(first) {
    const head = Atomics.load(heads, 0);
    if (head - Atomics.load(heads, 8) > CAPACITY - BLOCK) return false;
    for (let i = 0; i < BLOCK; i++) data[(head + i) & (CAPACITY - 1)] = first + i;
    Atomics.store(heads, 0, head + BLOCK);
    return true;
  }
  let sum = 0;
  function pop() {
    const tail = Atomics.load(heads, 8);
    if (Atomics.load(heads, 0) - tail < BLOCK) return false;
    for (let i = 0; i < BLOCK; i++) sum += data[(tail + i) & (CAPACITY - 1)];
    Atomics.store(heads, 8, tail + BLOCK);
    return true;
  }
  return () => {
    if (alone) {
      for (let n = 0; n < ITEMS; n += BLOCK) {
        push(n);
        pop();
      }
    } else if ((me & 1) === 0) {
      for (let n = 0; n < ITEMS;) if (push(n)) n += BLOCK;
    } else {
      for (let n = 0; n < ITEMS;) if (pop()) n += BLOCK;
    }
    return sum;
  };
}
export function check({ sabs }) {
  return Atomics.load(new Int32Array(sabs[0]), 0);
}
