// expect: none
// one producer at a time, by a flag that is tested and set in one turn; a counter that finished jobs take back
const sleep = (ms) => new Promise((r) => setTimeout(r, ms));

function drain(jobs, limit, done) {
  let running = 0;
  let asking = false;
  let next = 0;
  const finished = () => {
    running -= 1;
    if (next === jobs.length && running === 0 && !asking) done();
    else replenish();
  };
  function replenish() {
    if (running >= limit || asking || next >= jobs.length) return;
    asking = true;
    sleep(1).then(() => {
      asking = false;
      running++;
      const ms = jobs[next++];
      setTimeout(finished, ms);
      replenish();
    });
  }
  replenish();
}
await new Promise((done) => drain([3, 1, 2, 1, 4, 1], 2, done));
console.log('done');
