// expect: race lost-update on object timers key "t1"
const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
const timers = { t1: 'old' };

async function expire(id) {
  if (timers[id] === undefined) return; //! A
  await sleep(200);
  delete timers[id]; //! B
}
async function renew(id) {
  await sleep(1);
  timers[id] = 'new';
}
await Promise.all([expire('t1'), renew('t1')]);
console.log(timers);
