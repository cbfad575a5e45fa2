// expect: none
import { createServer, get } from 'node:http';
import { once } from 'node:events';
const sleep = (ms) => new Promise((r) => setTimeout(r, ms));

const server = createServer(async (req, res) => {
  const requestId = req.url.slice(1);
  await sleep(requestId.length * 2);
  res.end(`handled ${requestId}`);
});
server.listen(0, '127.0.0.1');
await once(server, 'listening');
const page = (id) =>
  new Promise((done) => {
    get({ host: '127.0.0.1', port: server.address().port, path: `/${id}` }, (res) => {
      res.setEncoding('utf8').on('data', (text) => done(`${id}: ${text}`));
    });
  });
console.log(await Promise.all([page('abcdef'), page('xy')]));
server.close();
server.closeAllConnections();
