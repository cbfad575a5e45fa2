// expect: race lost-update on object done key "count"
const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
const done = { count: 0 };
const name = 'count';
const jobs = [];

for (const ms of [3, 2, 1]) {
  jobs.push(
    (async () => {
      const before = done[name]; //! A
      await sleep(ms);
      done[name] = before + ms; //! B
    })(),
  );
}
await Promise.all(jobs);
console.log(done.count);
