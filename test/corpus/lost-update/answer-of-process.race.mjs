// expect: race lost-update on Map jobs key "a"
// the child process speaks first: its message answers nothing
import { fork } from 'node:child_process';
import process from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';

if (process.argv[2] === 'child') {
  process.send('a');
  process.on('message', () => undefined);
} else {
  const jobs = new Map([['a', 0]]);
  const child = fork(new URL(import.meta.url), ['child']);
  child.on('message', async (id) => {
    const state = jobs.get(id); //! A
    await sleep(2);
    jobs.set(id, state + 1); //! B
    child.disconnect();
  });
  setTimeout(() => {
    jobs.set('a', 10);
    child.send('a');
  }, 1);
}
