// A piscina pool over one shared picture: each job blurs the rows it is given, from one half of the buffer into the other;
// then the halves change roles. The pool's messages are the only order there is.
import { Piscina } from 'piscina';

const WIDTH = 512;
const HEIGHT = 256;
const BANDS = 16;

const memory = new SharedArrayBuffer(2 * WIDTH * HEIGHT);
const pool = new Piscina({
  filename: new URL('blur.mjs', import.meta.url).href,
  minThreads: 2,
  maxThreads: 2,
  workerData: { memory, width: WIDTH, height: HEIGHT },
});

export async function run() {
  const picture = new Uint8Array(memory);
  for (let i = 0; i < WIDTH * HEIGHT; i++) picture[i] = (i * 7) & 0xff;
  for (let pass = 0; pass < 4; pass++) {
    const jobs = [];
    for (let band = 0; band < BANDS; band++) {
      const from = (band * HEIGHT) / BANDS;
      jobs.push(pool.run({ pass, from, to: from + HEIGHT / BANDS }));
    }
    await Promise.all(jobs);
  }
  let sum = 0;
  for (let i = 0; i < WIDTH * HEIGHT; i++) sum = (sum * 31 + picture[i]) | 0;
  return sum;
}

export const end = () => pool.destroy();
