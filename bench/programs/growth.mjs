// Work that grows, asked by rows/growth.ts: `n` of something, each the same, answered with what must come out.
async function visit(map, key) {
  const before = map.get(key) ?? 0;
  await null;
  map.set(key, before + 1);
}

/** n short tasks, 50 at a time under way, as requests come. */
async function tasks(n) {
  const map = new Map();
  let done = 0;
  const worker = async (first) => {
    for (let i = first; i < n; i += 50) {
      await visit(map, i % 997);
      done++;
    }
  };
  await Promise.all(Array.from({ length: 50 }, (_, first) => worker(first)));
  return done;
}

/** n tasks that are all under way at once. */
async function live(n) {
  const map = new Map();
  await Promise.all(Array.from({ length: n }, (_, i) => visit(map, i)));
  return map.size;
}

/** One Map of n keys, each read and written by two tasks in order. */
async function keys(n) {
  const map = new Map();
  for (let pass = 0; pass < 2; pass++) {
    for (let from = 0; from < n; from += 100) {
      await null;
      for (let i = from; i < from + 100; i++) map.set(i, (map.get(i) ?? 0) + 1);
    }
  }
  return map.size;
}

/** n Maps of one key. */
async function stores(n) {
  const all = [];
  for (let from = 0; from < n; from += 100) {
    await null;
    for (let i = from; i < from + 100; i++) all.push(new Map().set('k', i));
  }
  await null;
  let sum = 0;
  for (const map of all) sum += map.get('k');
  return sum;
}

/** n sites, four in a function; each runs once. Their text is made, and instrumented, as the program runs. */
async function sites(n) {
  const parts = Array.from({ length: n / 4 }, (_, i) => {
    const key = i % 997;
    return `async (map) => { const before = map.get(${key}) ?? 0; await null; map.set(${key}, before + 1); }`;
  });
  const map = new Map();
  for (const part of new Function(`return [${parts.join(',')}]`)()) await part(map);
  return map.size;
}

const questions = { tasks, live, keys, stores, sites };

export async function run({ what, n }) {
  // Something that is under way from before to after it: there is another task.
  let other;
  const waiting = (async () => await new Promise((resolve) => (other = resolve)))();
  const result = await questions[what](n);
  other();
  await waiting;
  return result;
}
