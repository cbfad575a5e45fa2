// Awaits of async functions, two deep, that touch nothing anybody shares.
async function inner(n) {
  await null;
  return n + 1;
}

async function outer(n) {
  return (await inner(n)) + 1;
}

export async function run() {
  let n = 0;
  while (n < 40_000) n = await outer(n);
  return n;
}
