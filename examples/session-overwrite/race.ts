// Session middleware loads a copy of the session, runs the handler, and saves the whole copy. Two requests of one
// browser run at the same time: the slower one saves a copy in which the other's change is missing.
import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

interface Session {
  cart: string[];
  theme: string;
}
type Handler = (session: Session) => Promise<void>;

const sessions = new Map<string, string>([['s1', JSON.stringify({ cart: [], theme: 'light' })]]);

async function withSession(request: IncomingMessage, handler: Handler): Promise<void> {
  const id = request.headers.cookie ?? '';
  const session = JSON.parse(sessions.get(id) ?? '{}') as Session; // race: lost-update first
  await handler(session);
  sessions.set(id, JSON.stringify(session)); // race: lost-update second, conflicting
}

const routes: Record<string, Handler> = {
  '/cart/add': async (session) => {
    await sleep(30); // look the article up
    session.cart.push('book');
  },
  '/theme/dark': async (session) => {
    await sleep(10); // check the licence
    session.theme = 'dark';
  },
};

const server = createServer((request, response) => {
  const handler = routes[request.url ?? ''];
  if (handler) void withSession(request, handler).then(() => response.end('ok'));
});
server.listen(0, '127.0.0.1');
await once(server, 'listening');
const { port } = server.address() as AddressInfo;

const get = (path: string) => fetch(`http://127.0.0.1:${port}${path}`, { headers: { cookie: 's1' } });
await Promise.all([get('/cart/add'), get('/theme/dark')]);
console.log(`session ${sessions.get('s1')}, expected a book and the dark theme`);
server.close();
server.closeAllConnections();
