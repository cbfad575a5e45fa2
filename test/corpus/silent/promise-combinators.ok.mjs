// expect: none
const sleep = (ms, value) => new Promise((r) => setTimeout(r, ms, value));
const results = { first: 0, all: [], any: 0, settled: 0 };

async function put(key, value, ms) {
  await sleep(ms);
  results[key] = value;
}
await Promise.all([put('first', 1, 2), put('any', 2, 1)]);
results.first = results.first + 1;
await Promise.allSettled([put('settled', 3, 1), Promise.reject(new Error('no'))]);
results.settled = results.settled + 1;
await Promise.any([put('all', [1], 1), sleep(20)]);
results.all = [...results.all, 2];
console.log(results);
