// expect: none
const jobs = new Map();
const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
async function load(k) {
  if (!jobs.get(k)) await sleep(5);
  return k;
}
function start(k) {
  const loaded = load(k).then(() => {
    if (jobs.get(k).state === 'running') jobs.set(k, { state: 'loaded' });
  });
  jobs.set(k, { state: 'running' });
  return loaded;
}
async function cancel(k) {
  await sleep(1);
  jobs.set(k, { state: 'cancelled' });
}
await Promise.all([start('a'), cancel('a')]);
console.log(jobs);
