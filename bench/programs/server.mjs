// An express server with sessions in a Map, loaded and made asynchronously, as many small services have it. `/cpu` says how
// much processor time it took so far, ms; standard input's end closes it.
import express from 'express';

const sessions = new Map();
const carts = {};

async function makeSession(id) {
  await new Promise((resolve) => setImmediate(resolve));
  return { id, token: `token of ${id}`, views: 0 };
}

const app = express();

app.get('/cpu', (_request, response) => {
  const { user, system } = process.cpuUsage();
  response.json({ cpu: (user + system) / 1000, rss: process.memoryUsage().rss, sessions: sessions.size });
});

app.use(async (request, _response, next) => {
  const id = request.headers['x-session'] ?? 'nobody';
  let pending = sessions.get(id);
  if (pending === undefined) {
    pending = makeSession(id);
    sessions.set(id, pending);
  }
  request.session = await pending;
  next();
});

app.get('/', async (request, response) => {
  request.session.views++;
  await null;
  response.json({ id: request.session.id, seen: request.session.views > 0 });
});

app.get('/cart/:item', async (request, response) => {
  const { id } = request.session;
  const cart = (carts[id] ??= []);
  cart.push(request.params.item);
  if (cart.length > 20) cart.length = 0;
  await null;
  response.json({ items: carts[id].length >= 0 });
});

const server = app.listen(0, '127.0.0.1', () => process.stdout.write(`${server.address().port}\n`));

process.stdin.resume().once('end', () => {
  server.close();
  server.closeAllConnections();
});
