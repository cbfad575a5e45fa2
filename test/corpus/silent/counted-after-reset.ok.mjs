// expect: none
// why: a count that is set to nothing before it is counted: each takes its own away again
import assert from 'node:assert';
const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
let running;
let most = 0;
running = 0;
function job(ms, done) {
  running++;
  assert(running <= 3 && running > 0);
  if (running > most) most = running;
  setTimeout(() => {
    running--;
    done();
  }, ms);
}
await Promise.all([3, 1, 2].map((ms) => new Promise((done) => job(ms, done))));
await sleep(1);
console.log(most, running);
