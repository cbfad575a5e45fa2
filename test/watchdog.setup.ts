// Ends a test file that never does. The runner's own limits are timers in the thread that runs the tests: where a test
// holds that thread, in a loop or in a synchronous call, no timer fires, and the run would wait for it without an end.
import { Worker } from 'node:worker_threads';
import { expect } from 'vitest';

const LIMIT_MS = 20 * 60_000;
const told = `${expect.getState().testPath ?? 'a test file'} did not end in ${LIMIT_MS / 60_000} minutes and is killed\n`;

new Worker(
  `setTimeout(() => {
     require('node:fs').writeSync(2, ${JSON.stringify(told)});
     process.kill(process.pid, 'SIGKILL');
   }, ${LIMIT_MS});`,
  { eval: true },
).unref();
