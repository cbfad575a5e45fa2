// expect: race clobbered-write on variable requestId
import { createServer, get } from 'node:http';
import { once } from 'node:events';
const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
let requestId = '';

const server = createServer(async (req, res) => {
  requestId = req.url.slice(1); //! A
  await sleep(requestId.length * 2);
  res.end(`handled ${requestId}`); //! B
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
