// expect: none
// why: the callee asks and leaves; what its caller does to the list afterwards does not depend on the answer
import { setTimeout as sleep } from 'node:timers/promises';

class Hub {
  listeners = [];
  hasListeners() {
    return this.listeners.length > 0;
  }
  remove(listener) {
    this.listeners = this.listeners.filter((other) => other !== listener);
  }
  async publish() {
    if (!this.hasListeners()) return;
    await sleep(1);
  }
}
const hub = new Hub();
async function client(ms) {
  const listener = () => ms;
  hub.listeners.push(listener);
  await hub.publish();
  await sleep(ms);
  hub.remove(listener);
}
await Promise.all([client(1), client(3)]);
console.log(hub.listeners.length);
