import { parentPort, workerData } from 'node:worker_threads';

const found = '10.0.0.3';
if (!workerData.known.includes(found)) parentPort.postMessage({ address: found, why: 'scan' });
