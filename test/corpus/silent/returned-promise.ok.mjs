// expect: none
// one job after the other, each behind an async function that returns a promise of its own making
let clock = null;
const sleep = (ms) => new Promise((r) => setTimeout(r, ms));

async function limited(job) {
  return new Promise((resolve, reject) => {
    job().then(resolve, reject);
  });
}
function job(n) {
  return async () => {
    clock = n;
    await sleep(1);
    if (clock === n) console.log(clock);
    await sleep(1);
    clock = clock + 1;
  };
}
async function each(jobs) {
  for (const one of jobs) {
    const running = limited(one);
    const late = sleep(1);
    await running;
    await late;
  }
}
await each([job(1), job(10), job(20)]);
