// expect: none
// one callback counts down, another one gives up: the test before was about how many there are
import { Worker } from 'node:worker_threads';

const code = "require('node:worker_threads').parentPort.postMessage(process.argv[2])";

function all(workers, done) {
  let remaining = workers.length;
  if (remaining) {
    for (const worker of workers) {
      worker.on('message', (text) => {
        if (text === 'bad') {
          remaining = 0;
          done(text);
        } else {
          remaining--;
          if (remaining === 0) done('all');
        }
      });
    }
  } else done('none');
}

setTimeout(() => {
  const workers = ['bad', 'good'].map((text) => new Worker(code, { eval: true, argv: [text] }));
  all(workers, () => console.log('done'));
}, 1);
