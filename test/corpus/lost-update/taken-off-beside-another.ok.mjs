// expect: none
// whoever takes the listener off takes the count, also of a class that is an emitter, of a listener that calls on, and of a stream's data
import { EventEmitter } from 'node:events';
import { PassThrough } from 'node:stream';
const sleep = (ms) => new Promise((done) => setTimeout(done, ms));
const sent = [];

class Count {
  n = 0;

  add(by) {
    this.n += by;
  }
}
class Bus extends EventEmitter {
  send() {
    this.emit('news', 1);
  }
}

const told = new Count();
const bus = new Bus();
const tell = (by) => told.add(by);
bus.on('news', tell);
setTimeout(() => bus.send(), 1);
setTimeout(() => bus.send(), 2);
setTimeout(async () => {
  bus.off('news', tell);
  const { n } = told;
  await sleep(7);
  sent.push(n);
  told.n = 0;
}, 20);

let bytes = 0;
const stream = new PassThrough();
const count = (data) => {
  bytes += data.length;
};
stream.on('data', count);
setTimeout(() => stream.write('ab'), 1);
setTimeout(() => stream.write('cd'), 2);
setTimeout(async () => {
  stream.off('data', count);
  const n = bytes;
  await sleep(7);
  sent.push(n);
  bytes = 0;
}, 20);
process.on('exit', () => console.log(sent.length));
