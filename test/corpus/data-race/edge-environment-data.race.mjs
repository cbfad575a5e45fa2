// expect: race data-race
// Shared memory that travels in the environment data is shared memory like any other.
import { Worker, getEnvironmentData, isMainThread, setEnvironmentData } from 'node:worker_threads';

if (isMainThread) {
  const cells = new Int32Array(new SharedArrayBuffer(16));
  setEnvironmentData('cells', cells);
  new Worker(new URL(import.meta.url));
  cells[0]++; //! A
} else {
  getEnvironmentData('cells')[0]--; //! B
}
