// expect: race stale-iteration on Set jobs
// here the job is added after the walk has ended, but nothing makes it wait for that
const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
const jobs = new Set(['a', 'b']);
const done = [];

async function runAll() {
  for (const job of jobs) { //! AB
    await sleep(1);
    done.push(job);
  }
}
async function submit(job) {
  await sleep(12);
  jobs.add(job); //! B
}
await Promise.all([runAll(), submit('c')]);
console.log(done);
