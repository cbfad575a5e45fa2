// expect: none
// whoever has stopped what counts may take the count: no tick of an interval comes once it is cleared, no byte once the socket is destroyed, no event
// to a listener that was taken off
import { EventEmitter } from 'node:events';
import net from 'node:net';
import { setInterval as every, clearInterval as clear } from 'node:timers';
import { setTimeout as sleep } from 'node:timers/promises';
const sent = [];

let ticks = 0;
const counting = setInterval(() => {
  ticks++;
}, 2);
setTimeout(async () => {
  clearInterval(counting);
  const n = ticks;
  await sleep(3);
  sent.push(n);
  ticks = 0;
}, 20);

let looks = 0;
const looking = every(() => looks++, 2);
setTimeout(async () => {
  const n = looks;
  clear(looking);
  await sleep(3);
  sent.push(n);
  looks = 0;
}, 20);

let rounds = 0;
const closing = setInterval(() => rounds++, 2);
setTimeout(async () => {
  closing.close();
  const n = rounds;
  await sleep(3);
  sent.push(n);
  rounds = 0;
}, 20);

let bytes = 0;
const server = net.createServer((connection) => {
  const timer = setInterval(() => connection.write('x'), 2);
  connection.on('close', () => clearInterval(timer));
  connection.on('error', () => {});
});
server.listen(0, () => {
  const socket = net.connect(server.address().port);
  socket.on('data', (data) => {
    bytes += data.length;
  });
  setTimeout(async () => {
    socket.destroy();
    const n = bytes;
    await sleep(3);
    sent.push(n);
    bytes = 0;
    server.close();
  }, 30);
});
let told = 0;
const bus = new EventEmitter();
const tell = () => {
  told++;
};
bus.on('news', tell);
const telling = setInterval(() => bus.emit('news'), 2);
setTimeout(async () => {
  bus.off('news', tell);
  const n = told;
  await sleep(3);
  sent.push(n);
  told = 0;
  clearInterval(telling);
}, 20);
process.on('exit', () => console.log(sent.length));
