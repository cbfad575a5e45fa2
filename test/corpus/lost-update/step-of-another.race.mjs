// expect: race lost-update on Map jobs key "a"
// why: who writes a reaction behind a call knows its own next step, and not another task's
const jobs = new Map();
const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
async function load(k) {
  if (!jobs.get(k)) await sleep(5); //! A
  return k;
}
function start(k) {
  const loaded = load(k).then(() => { jobs.set(k, { state: 'loaded' }); }); //! B
  jobs.set(k, { state: 'running' });
  return loaded;
}
async function cancel(k) {
  await sleep(1);
  jobs.set(k, { state: 'cancelled' });
}
await Promise.all([start('a'), cancel('a')]);
console.log(jobs);
