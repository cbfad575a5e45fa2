// expect: none
import { EventEmitter } from 'node:events';
const bus = new EventEmitter();
const waiting = new Map([['room', 0]]);

function enter(count) {
  bus.once('open', () => {
    waiting.set('room', waiting.get('room') + count);
  });
}
setTimeout(enter, 1, 2);
setTimeout(enter, 1, 3);
setTimeout(() => bus.emit('open'), 4);
setTimeout(() => console.log(waiting.get('room')), 6);
