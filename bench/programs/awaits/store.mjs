// The same around a store: each call reads an entry of a Map, suspends, and writes it.
const counts = new Map();

async function count(key) {
  const before = counts.get(key) ?? 0;
  await null;
  counts.set(key, before + 1);
}

export async function run() {
  counts.clear();
  for (let i = 0; i < 20_000; i++) await count(i % 100);
  return counts.size;
}
