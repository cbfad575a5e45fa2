// Matrix multiplication: each worker makes its rows of C = A × B.
const N = 160;
export function make() {
  const sab = new SharedArrayBuffer(3 * N * N * 8);
  const m = new Float64Array(sab);
  for (let i = 0; i < 2 * N * N; i++) m[i] = (i * 7919) % 13;
  return { sab };
}
export function work({ sab }, me, workers) {
  const a = new Float64Array(sab, 0, N * N);
  const b = new Float64Array(sab, N * N * 8, N * N);
  const c = new Float64Array(sab, 2 * N * N * 8, N * N);
  return () => {
    for (let i = me; i < N; i += workers) {
      for (let j = 0; j < N; j++) {
        let sum = 0;
        for (let k = 0; k < N; k++) sum += a[i * N + k] * b[k * N + j];
        c[i * N + j] = sum;
      }
    }
  };
}
export function check({ sab }) {
  return new Float64Array(sab, 2 * N * N * 8, N * N).reduce((x, y) => x + y, 0);
}
