// Nothing but promises: chains of async calls three deep, forks and joins, races of two, streams of an async generator.
async function leaf(n) {
  await null;
  return n + 1;
}

async function twice(n) {
  return (await leaf(n)) + (await leaf(n + 1));
}

async function branch(n) {
  const [a, b] = await Promise.all([twice(n), twice(n + 2)]);
  return a + b;
}

async function* numbers(n) {
  for (let i = 0; i < n; i++) yield i;
}

export async function run() {
  let sum = 0;
  for (let i = 0; i < 4000; i++) sum += await branch(i);
  for (let i = 0; i < 4000; i++) sum += await Promise.race([leaf(i), leaf(i)]);
  for await (const n of numbers(8000)) sum += n;
  await Promise.all(Array.from({ length: 4000 }, (_, i) => leaf(i).then((n) => (sum += n))));
  return sum;
}
