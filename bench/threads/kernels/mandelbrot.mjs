// Mandelbrot set: much arithmetic, one store a pixel, rows dealt out in turn.
const WIDTH = 320;
const HEIGHT = 240;
export function make() {
  return { sab: new SharedArrayBuffer(WIDTH * HEIGHT) };
}
export function work({ sab }, me, workers) {
  const pixels = new Uint8Array(sab);
  return () => {
    for (let y = me; y < HEIGHT; y += workers) {
      for (let x = 0; x < WIDTH; x++) {
        const cr = (x / WIDTH) * 3 - 2;
        const ci = (y / HEIGHT) * 2 - 1;
        let zr = 0;
        let zi = 0;
        let n = 0;
        while (n < 255 && zr * zr + zi * zi < 4) {
          const t = zr * zr - zi * zi + cr;
          zi = 2 * zr * zi + ci;
          zr = t;
          n++;
        }
        pixels[y * WIDTH + x] = n;
      }
    }
  };
}
export function check({ sab }) {
  return new Uint8Array(sab).reduce((x, y) => x + y, 0);
}
