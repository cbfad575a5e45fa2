// expect: none
// counted up at the start and down at the end, each in one turn; the peak is kept
const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
let active = 0;
const stats = { active: 0, peak: 0, idle: 0 };

async function job(ms) {
  active++;
  stats.active += 1;
  await sleep(ms);
  stats.peak = Math.max(stats.peak, active);
  await sleep(1);
  stats.active -= 1;
  if (--active === 0) stats.idle++;
}
await Promise.all([job(3), job(1), job(2)]);
console.log(active, stats);
