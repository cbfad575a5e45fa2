// expect: none
const sleep = (ms, value) => new Promise((r) => setTimeout(r, ms, value));
const config = new Map();
let loaded = 0;

config.set('a', await sleep(1, 1));
loaded += await sleep(1, 1);
config.set('b', (config.get('a') ?? 0) + (await sleep(1, 1)));
loaded = loaded + (await sleep(1, 1));
for (const [key, value] of config) {
  await sleep(1);
  config.set(key, value + loaded);
}
console.log(config);
