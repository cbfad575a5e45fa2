// expect: race lost-update on variable told
// why: the listener is taken off only when the count has been sent: what it counts meanwhile is lost
import { EventEmitter } from 'node:events';
const sleep = (ms) => new Promise((done) => setTimeout(done, ms));
const sent = [];
let told = 0;
const bus = new EventEmitter();
const tell = () => {
  told++;
};
bus.on('news', tell);
const telling = setInterval(() => bus.emit('news'), 2);
async function take() {
  const n = told; //! A
  await sleep(7);
  bus.off('news', tell);
  sent.push(n);
  told = 0; //! B
  clearInterval(telling);
}
setTimeout(take, 20);
