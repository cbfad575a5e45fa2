// expect: none
// The environment data is handed over before the worker runs.
import { Worker, getEnvironmentData, isMainThread, setEnvironmentData } from 'node:worker_threads';

if (isMainThread) {
  const cells = new Int32Array(new SharedArrayBuffer(16));
  setEnvironmentData('cells', cells);
  cells[0]++;
  new Worker(new URL(import.meta.url));
} else {
  getEnvironmentData('cells')[0]--;
}
