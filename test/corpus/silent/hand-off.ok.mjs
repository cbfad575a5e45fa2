// expect: none
// whoever gives the signal writes the state first; the one that waited goes on from there
const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
const job = { state: 'new', result: 0 };
let ready;
const signal = new Promise((r) => (ready = r));

async function worker() {
  job.state = 'waiting';
  await signal;
  job.result = job.state === 'ready' ? 1 : -1;
  job.state = 'done';
}
async function producer() {
  await sleep(2);
  job.state = 'ready';
  ready();
}
await Promise.all([worker(), producer()]);
console.log(job);
