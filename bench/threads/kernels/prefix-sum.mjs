// Prefix sums in place: each worker sums its block, the blocks' totals are added up, each worker adds its offset.
const SIZE = 1 << 19;
export function make(workers) {
  return { sab: new SharedArrayBuffer(SIZE * 4 + 64 * 4), sync: new SharedArrayBuffer(16), workers };
}
export function work({ sab, sync }, me, workers) {
  const values = new Int32Array(sab, 0, SIZE);
  const totals = new Int32Array(sab, SIZE * 4, 64);
  const arrived = new Int32Array(sync);
  const from = Math.floor((SIZE / workers) * me);
  const to = Math.floor((SIZE / workers) * (me + 1));
  return (round) => {
    for (let i = from; i < to; i++) values[i] = i & 3;
    for (let i = from + 1; i < to; i++) values[i] += values[i - 1];
    totals[me] = values[to - 1];
    Atomics.add(arrived, 0, 1);
    Atomics.notify(arrived, 0);
    for (let n; (n = Atomics.load(arrived, 0)) < workers * (round + 1);) Atomics.wait(arrived, 0, n);
    let offset = 0;
    for (let w = 0; w < me; w++) offset += totals[w];
    if (offset !== 0) for (let i = from; i < to; i++) values[i] += offset;
  };
}
export function check({ sab }) {
  return new Int32Array(sab, 0, SIZE)[SIZE - 1];
}
