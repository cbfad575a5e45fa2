// expect: race stale-iteration
import { setTimeout as sleep } from 'node:timers/promises';

class Hub {
  sockets = ['a', 'b', 'c', 'd'];
  sent = [];

  async broadcast() {
    for (let i = 0; i < this.sockets.length && this.sent.length < 9; i++) { //! A
      const socket = this.sockets[i];
      if (socket === 'b') continue;
      await sleep(2);
      this.sent.push(socket);
    }
  }

  leave(socket) {
    this.sockets.splice(this.sockets.indexOf(socket), 1); //! B
  }
}
const hub = new Hub();
setTimeout(() => hub.leave('a'), 3);
await hub.broadcast();
console.log(hub.sent.length > 1);
