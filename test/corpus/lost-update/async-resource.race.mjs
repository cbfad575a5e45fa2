// expect: race lost-update on Map seats key "1A"
// a worker pool's callbacks run in AsyncResource.runInAsyncScope
import { AsyncResource } from 'node:async_hooks';
const seats = new Map([['1A', 0]]);
const queue = [];
class Job extends AsyncResource {
  constructor(done) {
    super('Job');
    this.done = done;
  }
  finish(value) {
    this.runInAsyncScope(this.done, null, value);
    this.emitDestroy();
  }
}
function book(by) {
  const n = seats.get('1A'); //! A
  queue.push(new Job(() => {
    seats.set('1A', n + by); //! B
  }));
}
setTimeout(book, 1, 1);
setTimeout(book, 1, 2);
setTimeout(() => queue.shift().finish(1), 4);
setTimeout(() => queue.shift().finish(1), 6);
