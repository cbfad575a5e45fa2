// The user of the request is kept in a variable of the module. While one request waits for the database, the next
// one sets the variable: ann is shown bob's orders.
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

let currentUser = '';

function login(name: string): void {
  currentUser = name; // race: clobbered-write first, conflicting
}

async function orders(): Promise<string> {
  await sleep(20); // the database
  return `orders of ${currentUser}`; // race: clobbered-write second
}

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  login(String(request.headers['x-user']));
  response.end(await orders());
}

const server = createServer((request, response) => void answer(request, response));
server.listen(0, '127.0.0.1');
await once(server, 'listening');
const { port } = server.address() as AddressInfo;

async function page(user: string): Promise<string> {
  const response = await fetch(`http://127.0.0.1:${port}/`, { headers: { 'x-user': user } });
  return `${user} sees ${await response.text()}`;
}
console.log((await Promise.all([page('ann'), page('bob')])).join('\n'));
server.close();
server.closeAllConnections();
