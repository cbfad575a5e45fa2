// Awaits of a plain value and of a promise that is settled already, one after the other: what a suspension costs by itself.
const settled = Promise.resolve(1);

export async function run() {
  let sum = 0;
  for (let i = 0; i < 40_000; i++) {
    await null;
    sum += await settled;
  }
  return sum;
}
