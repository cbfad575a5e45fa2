// expect: race order-race on property job.state
// level: strict
// the question is sent before the state says so
import { fork } from 'node:child_process';
import process from 'node:process';

if (process.argv[2] === 'child') {
  process.on('message', (text) => process.send(`${text} done`));
} else {
  const job = { state: '' };
  const child = fork(new URL(import.meta.url), ['child']);
  child.on('message', (text) => {
    job.state = text; //! B
    child.disconnect();
  });
  setTimeout(() => {
    child.send('job');
    setImmediate(() => {
      job.state = 'asked'; //! A
    });
  }, 1);
}
