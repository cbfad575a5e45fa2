// expect: race lost-update on object jobs
const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
const jobs = {};

async function submit(name, ms) {
  const id = `job-${Object.keys(jobs).length}`; //! A
  await sleep(ms);
  jobs[id] = name; //! B
}
await Promise.all([submit('print', 3), submit('scan', 1)]);
console.log(jobs);
