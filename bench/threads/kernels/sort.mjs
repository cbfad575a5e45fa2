// Quicksort by hand: each worker fills and sorts its block.
const SIZE = 1 << 17;
export function make() {
  return { sab: new SharedArrayBuffer(SIZE * 4) };
}
function quicksort(v, low, high) {
  while (low < high) {
    const pivot = v[(low + high) >> 1];
    let i = low;
    let j = high;
    while (i <= j) {
      while (v[i] < pivot) i++;
      while (v[j] > pivot) j--;
      if (i <= j) {
        const t = v[i];
        v[i++] = v[j];
        v[j--] = t;
      }
    }
    if (j - low < high - i) {
      quicksort(v, low, j);
      low = i;
    } else {
      quicksort(v, i, high);
      high = j;
    }
  }
}
export function work({ sab }, me, workers) {
  const values = new Int32Array(sab);
  const from = Math.floor((SIZE / workers) * me);
  const to = Math.floor((SIZE / workers) * (me + 1));
  return () => {
    for (let i = from; i < to; i++) values[i] = Math.imul(i, 0x9e3779b1) >>> 8;
    quicksort(values, from, to - 1);
  };
}
export function check({ sab }) {
  const values = new Int32Array(sab);
  return values[1] >= values[0] ? values[0] : -1;
}
