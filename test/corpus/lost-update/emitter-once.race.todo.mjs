// expect: race lost-update on Map waiting key "room"
// the read is in the function that registers the listener, the write in the listener
import { EventEmitter } from 'node:events';
const bus = new EventEmitter();
const waiting = new Map([['room', 0]]);

function enter(count) {
  const before = waiting.get('room'); //! A
  bus.once('open', () => {
    waiting.set('room', before + count); //! B
  });
}
setTimeout(enter, 1, 2);
setTimeout(enter, 1, 3);
setTimeout(() => bus.emit('open'), 4);
setTimeout(() => console.log(waiting.get('room')), 6);
