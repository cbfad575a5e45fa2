// expect: race lost-update on variable told
// why: the listener is taken off before the count is looked at, but somebody counts who is no listener of that emitter
import { EventEmitter } from 'node:events';
const sleep = (ms) => new Promise((done) => setTimeout(done, ms));
const sent = [];
let told = 0;
const bus = new EventEmitter();
const tell = () => {
  told++;
};
bus.on('news', tell);
setTimeout(() => bus.emit('news'), 1);
function direct() {
  told++;
}
setTimeout(direct, 2);
async function take() {
  bus.off('news', tell);
  const n = told; //! A
  await sleep(7);
  sent.push(n);
  told = 0; //! B
}
setTimeout(take, 20);
