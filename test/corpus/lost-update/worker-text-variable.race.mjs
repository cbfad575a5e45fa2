// expect: race lost-update on variable total
// a task in a worker that is a text: the variable stands at the text's top level
import { Worker } from 'node:worker_threads';
import { once } from 'node:events';
const source = `
  const { parentPort } = require('node:worker_threads');
  const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
  let total = 0;
  async function add(n) {
    const before = total; //! A eval:6
    await sleep(n);
    total = before + n; //! B eval:8
  }
  Promise.all([add(5), add(2)]).then(() => parentPort.postMessage(total > 0));
`;
console.log(await once(new Worker(source, { eval: true }), 'message'));
