// expect: none
// jobs run one after the other from an array, whoever has put them there
const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
const jobs = [];
let running = false;
const totals = new Map([['all', 0]]);

async function drain() {
  if (running) return;
  running = true;
  while (jobs.length > 0) {
    const job = jobs.shift();
    await job();
  }
  running = false;
}
function submit(job) {
  return new Promise((done) => {
    jobs.push(() => job().then(done));
    void drain();
  });
}
const add = (n, ms) =>
  submit(async () => {
    const before = totals.get('all');
    await sleep(ms);
    totals.set('all', before + n);
  });
await Promise.all([add(1, 3), add(2, 1), add(3, 2)]);
console.log(totals.get('all'));
