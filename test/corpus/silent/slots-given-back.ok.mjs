// expect: none
// each takes the place that it found free at once, and gives it back later; and a place that is found by what is there may be put anew by all
const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
const slots = [null, null];
const jobs = [
  { id: 'a', n: 0 },
  { id: 'b', n: 0 },
];

async function use(name, ms) {
  await sleep(ms);
  const i = slots.findIndex((slot) => !slot);
  if (i < 0) return;
  slots[i] = name;
  await sleep(ms);
  slots[i] = null;
}
async function refresh(id, ms) {
  const i = jobs.findIndex((job) => job.id === id);
  const job = await sleep(ms).then(() => ({ id, n: ms }));
  jobs[i] = job;
}
await Promise.all([use('ann', 3), use('bob', 1), use('eve', 5), refresh('a', 2), refresh('b', 4)]);
console.log(slots, jobs.length);
