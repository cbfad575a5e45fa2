// expect: race lost-update on property state.ready
import { EventEmitter, once } from 'node:events';
const bus = new EventEmitter();
const state = { ready: 0 };

async function service() {
  const ready = state.ready; //! A
  await once(bus, 'connected');
  state.ready = ready + 1; //! B
}
const services = [service(), service()];
setTimeout(() => bus.emit('connected'), 2);
await Promise.all(services);
console.log(state.ready);
