// expect: race lost-update on variable left
// the parameter of the factory is shared by all calls of the function that it returns
const sleep = (ms) => new Promise((r) => setTimeout(r, ms));

function makeQuota(left) {
  return async function use(n, ms) {
    const before = left; //! A
    await sleep(ms);
    left = before - n; //! B
    return left;
  };
}
const use = makeQuota(100);
console.log(await Promise.all([use(10, 3), use(20, 1)]));
