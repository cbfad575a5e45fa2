// expect: none
import { setTimeout as sleep } from 'node:timers/promises';

class Hub {
  sockets = ['a', 'b', 'c', 'd'];
  sent = [];

  async broadcast() {
    const sockets = this.sockets.slice();
    for (let i = 0; i < sockets.length && this.sent.length < 9; i++) {
      const socket = sockets[i];
      if (socket === 'b') continue;
      await sleep(2);
      this.sent.push(socket);
    }
  }

  leave(socket) {
    this.sockets.splice(this.sockets.indexOf(socket), 1);
  }
}
const hub = new Hub();
setTimeout(() => hub.leave('a'), 3);
await hub.broadcast();
console.log(hub.sent.length > 1);
