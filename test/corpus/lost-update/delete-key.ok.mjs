// expect: none
const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
const timers = { t1: 'old' };

async function expire(id) {
  await sleep(3);
  if (timers[id] === 'old') delete timers[id];
}
async function renew(id) {
  await sleep(1);
  timers[id] = 'new';
}
await Promise.all([expire('t1'), renew('t1')]);
console.log(timers);
