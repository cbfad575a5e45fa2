// expect: none
// level: strict
// the state follows the question, and then the answer
import { fork } from 'node:child_process';
import process from 'node:process';

if (process.argv[2] === 'child') {
  process.on('message', (text) => process.send(`${text} done`));
} else {
  const job = { state: '' };
  const child = fork(new URL(import.meta.url), ['child']);
  child.on('message', (text) => {
    job.state = text;
    child.disconnect();
  });
  setTimeout(() => {
    job.state = 'asked';
    child.send('job');
  }, 1);
}
