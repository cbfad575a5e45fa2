// expect: none
// a middleware keeps the user with the request, where the async handler that it calls finds it
import { createServer } from 'node:http';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';

const layers = [
  (req, res, next) => {
    req.user = req.headers['x-user'];
    next();
  },
  async (req, res) => {
    await sleep(5);
    res.end(`hello ${req.user}`);
  },
];
const server = createServer((req, res) => {
  let at = 0;
  const next = () => layers[at++]?.(req, res, next);
  next();
}).listen(0);
await once(server, 'listening');
const url = `http://127.0.0.1:${server.address().port}/`;
const ask = async (name) => (await fetch(url, { headers: { 'x-user': name } })).text();
console.log(await Promise.all([ask('ann'), ask('bob')]));
server.closeAllConnections();
server.close();
