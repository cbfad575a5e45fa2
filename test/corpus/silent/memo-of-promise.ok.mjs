// expect: none
// an object as a cache of promises, with failures taken out again
const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
const memo = Object.create(null);
let attempts = 0;

async function load(url) {
  const n = ++attempts;
  await sleep(2);
  if (n === 1) throw new Error('timeout');
  return `${url} ${n}`;
}
function get(url) {
  if (!(url in memo)) {
    memo[url] = load(url);
    memo[url].catch(() => {
      delete memo[url];
    });
  }
  return memo[url];
}
console.log((await Promise.allSettled([get('/a'), get('/a')])).map((r) => r.status));
console.log(await get('/a'), attempts);
