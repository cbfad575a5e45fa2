// expect: none
// whether the breaker is open is a comparison of what the count is now, whatever the test before the call has seen
const sleep = (ms) => new Promise((r) => setTimeout(r, ms));

const breaker = { open: false, failures: 0, max: 2 };
async function call(ms) {
  if (breaker.open) throw new Error('open');
  await sleep(ms);
  breaker.failures++;
  breaker.open = breaker.failures >= breaker.max;
}
await Promise.all([call(9), call(3), call(6)]);
console.log(breaker);
