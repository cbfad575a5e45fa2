// expect: race lost-update on object breaker key "open"
// whether the breaker is open is a comparison of what the count was before the call
const sleep = (ms) => new Promise((r) => setTimeout(r, ms));

const breaker = { open: false, failures: 1, max: 2 };
async function call(ms, failed) {
  if (breaker.open) throw new Error('open'); //! A
  const { failures } = breaker;
  await sleep(ms);
  const now = failed ? failures + 1 : failures;
  breaker.open = now >= breaker.max; //! B
}
await Promise.all([call(9, false), call(3, true)]);
console.log(breaker);
