// expect: none
import http from 'node:http';
import { once } from 'node:events';
const hits = {};

const server = http.createServer((req, res) => {
  const before = hits[req.url] ?? 0;
  setTimeout(() => {
    hits[req.url] = before + 1;
    res.end('ok');
  }, 1);
});
server.listen(0, '127.0.0.1');
await once(server, 'listening');
const get = (path) =>
  new Promise((done, fail) => {
    http.get({ host: '127.0.0.1', port: server.address().port, path }, (res) => {
      res.resume();
      res.on('end', done);
    }).on('error', fail);
  });
for (let i = 0; i < 3; i++) await get('/a');
console.log(hits);
server.close();
server.closeAllConnections();
