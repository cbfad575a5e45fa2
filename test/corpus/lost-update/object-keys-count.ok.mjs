// expect: none
const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
const jobs = {};

async function submit(name, ms) {
  await sleep(ms);
  const id = `job-${Object.keys(jobs).length}`;
  jobs[id] = name;
}
await Promise.all([submit('print', 3), submit('scan', 1)]);
console.log(jobs);
