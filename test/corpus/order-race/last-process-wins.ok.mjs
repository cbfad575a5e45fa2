// expect: none
// the second process is started when the first one has ended
import { fork } from 'node:child_process';
import { once } from 'node:events';
import process from 'node:process';
let leader = '';

if (process.argv[2] === 'child') {
  process.send(process.argv[3], () => process.disconnect());
} else {
  const start = (name) => {
    const child = fork(new URL(import.meta.url), ['child', name]);
    child.on('message', (me) => {
      leader = me;
    });
    return once(child, 'exit');
  };
  await start('one');
  await start('two');
  console.log(leader, 'leads');
}
