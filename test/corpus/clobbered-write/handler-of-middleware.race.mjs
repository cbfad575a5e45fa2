// expect: race clobbered-write on variable user
// a middleware keeps the user in a variable of the module and calls the next one, an async handler that reads it behind its await
import { createServer } from 'node:http';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';

let user = null;
const layers = [
  (req, res, next) => {
    user = req.headers['x-user']; //! A
    next();
  },
  async (req, res) => {
    await sleep(5);
    res.end(`hello ${user}`); //! B
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
