// expect: none
import { Worker } from 'node:worker_threads';
import { once } from 'node:events';
const source = `
  const { parentPort } = require('node:worker_threads');
  const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
  let total = 0;
  async function add(n) {
    await sleep(n);
    total += n;
  }
  Promise.all([add(5), add(2)]).then(() => parentPort.postMessage(total));
`;
console.log(await once(new Worker(source, { eval: true }), 'message'));
