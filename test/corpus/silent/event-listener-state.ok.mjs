// expect: none
// a state machine driven by the events of one emitter, each handled in one turn
import { EventEmitter } from 'node:events';
const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
class Door extends EventEmitter {
  state = 'closed';
  opened = 0;
  constructor() {
    super();
    this.on('open', () => {
      if (this.state !== 'closed') return;
      this.state = 'open';
      this.opened++;
    });
    this.on('close', () => {
      if (this.state === 'open') this.state = 'closed';
    });
  }
}
const door = new Door();
async function visitor(ms) {
  await sleep(ms);
  door.emit('open');
  await sleep(ms);
  door.emit('close');
}
await Promise.all([visitor(1), visitor(2), visitor(3)]);
console.log(door.state, door.opened > 0);
