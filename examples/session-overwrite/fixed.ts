// The handler answers with the change it wants; the middleware loads, changes and saves the session in one turn, so a
// change always starts from the session that the other requests have saved.
import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

interface Session {
  cart: string[];
  theme: string;
}
type Handler = () => Promise<Partial<Session>>;

const sessions = new Map<string, string>([['s1', JSON.stringify({ cart: [], theme: 'light' })]]);

async function withSession(request: IncomingMessage, handler: Handler): Promise<void> {
  const id = request.headers.cookie ?? '';
  const change = await handler();
  const session = JSON.parse(sessions.get(id) ?? '{}') as Session;
  sessions.set(id, JSON.stringify({ ...session, ...change }));
}

const routes: Record<string, Handler> = {
  '/cart/add': async () => {
    await sleep(30); // look the article up
    return { cart: ['book'] };
  },
  '/theme/dark': async () => {
    await sleep(10); // check the licence
    return { theme: 'dark' };
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
