// expect: none
// what two threads send is put into a ring behind what is there: the place is counted, and nobody's answer is overwritten (bluebird's queue)
import { Worker } from 'node:worker_threads';

class Ring {
  constructor(capacity) {
    this.capacity = capacity;
    this.front = 0;
    this.size = 0;
  }

  push(item) {
    const at = (this.front + this.size) & (this.capacity - 1);
    this[at] = item;
    this.size++;
  }

  shift() {
    const item = this[this.front];
    this[this.front] = undefined;
    this.front = (this.front + 1) & (this.capacity - 1);
    this.size--;
    return item;
  }
}

const ring = new Ring(1);
const got = [];
const code = `
  const { parentPort, workerData } = require('node:worker_threads');
  for (let i = 0; i < 3; i++) parentPort.postMessage(workerData + i);
`;
for (const name of ['a', 'b']) {
  const worker = new Worker(code, { eval: true, workerData: name });
  worker.on('message', (text) => {
    ring.push({ text });
    setImmediate(() => got.push(ring.shift()?.text));
  });
}
process.on('exit', () => console.log(got.length));
