// expect: none
// the child process was told after the entry was written, and its message is the answer
import { fork } from 'node:child_process';
import process from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';

if (process.argv[2] === 'child') {
  process.on('message', (id) => process.send(id));
} else {
  const jobs = new Map([['a', 0]]);
  const child = fork(new URL(import.meta.url), ['child']);
  child.on('message', async (id) => {
    const state = jobs.get(id);
    await sleep(2);
    jobs.set(id, state + 1);
    child.disconnect();
  });
  setTimeout(() => {
    jobs.set('a', 10);
    child.send('a');
  }, 1);
}
