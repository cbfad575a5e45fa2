// expect: none
import { EventEmitter, once } from 'node:events';
const bus = new EventEmitter();
const state = { ready: 0 };

async function service() {
  await once(bus, 'connected');
  const ready = state.ready;
  state.ready = ready + 1;
}
const services = [service(), service()];
setTimeout(() => bus.emit('connected'), 2);
await Promise.all(services);
console.log(state.ready);
