import { parentPort, workerData } from 'node:worker_threads';

const READY = 0;
const flags = new Int32Array(workerData, 0, 1);
const frame = new Int32Array(workerData, 4);

parentPort.postMessage('waiting');
Atomics.wait(flags, READY, 0);
let white = 0;
for (let i = 0; i < frame.length; i++) {
  if (frame[i] === 255) white++; // race: data-race
}
parentPort.postMessage(white);
