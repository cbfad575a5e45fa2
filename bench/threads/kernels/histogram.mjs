// Histogram of bytes: each worker counts its part of the input in bins of its own.
const SIZE = 1 << 20;
export function make(workers) {
  const sab = new SharedArrayBuffer(SIZE + 256 * 4 * workers);
  const bytes = new Uint8Array(sab, 0, SIZE);
  for (let i = 0; i < SIZE; i++) bytes[i] = (i * 2654435761) >>> 13;
  return { sab };
}
export function work({ sab }, me, workers) {
  const bytes = new Uint8Array(sab, 0, SIZE);
  const bins = new Uint32Array(sab, SIZE + 1024 * me, 256);
  const from = Math.floor((SIZE / workers) * me);
  const to = Math.floor((SIZE / workers) * (me + 1));
  return () => {
    bins.fill(0);
    for (let pass = 0; pass < 4; pass++) for (let i = from; i < to; i++) bins[bytes[i]]++;
  };
}
export function check({ sab }, workers) {
  return new Uint32Array(sab, SIZE, 256 * workers).reduce((x, y) => x + y, 0);
}
