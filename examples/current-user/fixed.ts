// The user belongs to the request: it is passed along instead of being kept in the module.
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

async function orders(user: string): Promise<string> {
  await sleep(20); // the database
  return `orders of ${user}`;
}

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  response.end(await orders(String(request.headers['x-user'])));
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
