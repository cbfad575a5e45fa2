// expect: none
// why: a countdown whose first value is tested where it is declared: the test is not what the callbacks act on
import { spawn } from 'node:child_process';

function all(jobs) {
  return new Promise((resolve) => {
    let left = jobs.length;
    if (left) {
      jobs.forEach((job) =>
        job.then(() => {
          left--;
          if (left === 0) resolve();
        }),
      );
    } else {
      resolve();
    }
  });
}
function job() {
  const waiting = [];
  spawn(process.execPath, ['-e', '0']).once('exit', () => waiting.forEach((f) => f()));
  return { then: (f) => void waiting.push(f) };
}
await all([job(), job(), job()]);
console.log('done');
