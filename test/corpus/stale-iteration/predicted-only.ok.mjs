// expect: none
const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
const jobs = new Set(['a', 'b']);
const done = [];

async function runAll() {
  for (const job of jobs) {
    await sleep(1);
    done.push(job);
  }
}
async function submit(job) {
  await sleep(2);
  jobs.add(job);
}
await runAll();
await submit('c');
console.log(done);
