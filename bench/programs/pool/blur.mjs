// A worker of the pool: blurs some rows of the picture.
import { workerData } from 'piscina';

const { memory, width, height } = workerData;
const halves = [
  new Uint8Array(memory, 0, width * height),
  new Uint8Array(memory, width * height, width * height),
];

export default function blur({ pass, from, to }) {
  const source = halves[pass & 1];
  const target = halves[(pass & 1) ^ 1];
  for (let y = from; y < to; y++) {
    const above = Math.max(0, y - 1) * width;
    const below = Math.min(height - 1, y + 1) * width;
    for (let x = 0; x < width; x++) {
      const at = y * width + x;
      const left = x === 0 ? at : at - 1;
      const right = x === width - 1 ? at : at + 1;
      target[at] =
        (source[at] * 4 + source[left] + source[right] + source[above + x] + source[below + x]) >> 3;
    }
  }
}
