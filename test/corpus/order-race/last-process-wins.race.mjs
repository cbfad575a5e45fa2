// expect: race order-race on variable leader
// two processes say that they lead, and the last message is believed
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
      leader = me; //! AB
    });
    return once(child, 'exit');
  };
  await Promise.all([start('one'), start('two')]);
  console.log(leader === '' ? 'nobody' : 'somebody', 'leads');
}
