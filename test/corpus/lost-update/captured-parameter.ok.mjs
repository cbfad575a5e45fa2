// expect: none
const sleep = (ms) => new Promise((r) => setTimeout(r, ms));

function makeQuota(left) {
  return async function use(n, ms) {
    await sleep(ms);
    left -= n;
    return left;
  };
}
const use = makeQuota(100);
console.log(await Promise.all([use(10, 3), use(20, 1)]));
