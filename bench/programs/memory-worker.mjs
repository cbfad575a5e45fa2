// Touches every word of a shared buffer once.
import { workerData } from 'node:worker_threads';

const words = new Int32Array(workerData);
for (let i = 0; i < words.length; i++) words[i] = i;
