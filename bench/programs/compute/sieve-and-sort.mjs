// Arrays of numbers: a sieve, a heap sort, a matrix in nested arrays, a binary tree in an array.
function sieve(limit) {
  const composite = new Array(limit + 1).fill(false);
  let count = 0;
  for (let n = 2; n <= limit; n++) {
    if (composite[n]) continue;
    count++;
    for (let multiple = n * n; multiple <= limit; multiple += n) composite[multiple] = true;
  }
  return count;
}

function heapSort(list) {
  const sink = (root, end) => {
    for (;;) {
      let child = 2 * root + 1;
      if (child >= end) return;
      if (child + 1 < end && list[child] < list[child + 1]) child++;
      if (list[root] >= list[child]) return;
      const swap = list[root];
      list[root] = list[child];
      list[child] = swap;
      root = child;
    }
  };
  for (let i = list.length >> 1; i >= 0; i--) sink(i, list.length);
  for (let end = list.length - 1; end > 0; end--) {
    const swap = list[0];
    list[0] = list[end];
    list[end] = swap;
    sink(0, end);
  }
  return list;
}

function multiply(a, b) {
  return a.map((row) =>
    b[0].map((_, column) => row.reduce((sum, value, k) => sum + value * b[k][column], 0)),
  );
}

export function run() {
  let random = 7;
  const numbers = Array.from({ length: 40_000 }, () => (random = (random * 1103515245 + 12345) & 0x7fffffff));
  const sorted = heapSort(numbers);
  for (let i = 1; i < sorted.length; i++) if (sorted[i - 1] > sorted[i]) throw new Error('not sorted');
  const matrix = Array.from({ length: 60 }, (_, i) => Array.from({ length: 60 }, (_, j) => (i * j) % 7));
  const product = multiply(matrix, matrix);
  return [sieve(400_000), sorted[1000], product.flat().reduce((sum, value) => sum + value, 0)];
}
