// A broadcast walks the Map of clients and awaits each delivery. Clients that leave or join meanwhile change the Map
// under the walk: one is never told, and another hears the end of a message it has not seen the start of.
import { EventEmitter } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';

interface Client {
  readonly name: string;
  readonly inbox: string[];
}

const clients = new Map<string, Client>();
const join = (name: string): Map<string, Client> => clients.set(name, { name, inbox: [] }); // race: stale-iteration conflicting
for (const name of ['ann', 'bob', 'cat']) join(name);

const network = new EventEmitter();
network.on('leave', (name: string) => {
  clients.delete(name); // race: stale-iteration conflicting
});
network.on('join', join);

const told: string[] = [];
async function broadcast(message: string): Promise<void> {
  for (const client of clients.values()) {
    // race: stale-iteration first, second
    await sleep(4); // deliver it
    client.inbox.push(message);
    told.push(client.name);
  }
}

setTimeout(() => network.emit('leave', 'cat'), 5);
setTimeout(() => network.emit('join', 'dan'), 6);
await broadcast('the door closes at ten');
console.log(`told ${told.join(', ')}, expected those who were there: ann, bob, cat`);
