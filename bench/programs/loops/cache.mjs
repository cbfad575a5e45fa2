// A cache as services have one: entries with a time to live in one Map, most requests hit, some load, a few evict. Requests
// come in bursts; each load is shared by those who ask for it meanwhile.
const ENTRIES = 2000;
const BURSTS = 60;
const BURST = 500;

const entries = new Map();
const loading = new Map();
let clock = 0;
let loads = 0;

async function load(key) {
  loads++;
  await null;
  return { key, value: key * 2, until: clock + 20_000 + (key % 7) * 1000 };
}

async function get(key) {
  const hit = entries.get(key);
  if (hit !== undefined && hit.until > clock) return hit.value;
  let pending = loading.get(key);
  if (pending === undefined) {
    pending = load(key).then((entry) => {
      entries.set(key, entry);
      loading.delete(key);
      if (entries.size > ENTRIES) entries.delete(entries.keys().next().value);
      return entry;
    });
    loading.set(key, pending);
  }
  return (await pending).value;
}

export async function run() {
  entries.clear();
  clock = 0;
  loads = 0;
  let random = 12345;
  let sum = 0;
  for (let burst = 0; burst < BURSTS; burst++) {
    const answers = [];
    for (let i = 0; i < BURST; i++) {
      random = (random * 1103515245 + 12345) & 0x7fffffff;
      clock++;
      answers.push(get((random >> 8) % 2500));
    }
    for (const value of await Promise.all(answers)) sum += value;
  }
  return [sum, loads];
}
