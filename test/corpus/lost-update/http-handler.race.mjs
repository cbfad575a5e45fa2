// expect: race lost-update on Map uploads key "/a"
// the handler reads when the request arrives and writes when its body has ended
import { createServer, request } from 'node:http';
import { once } from 'node:events';
const uploads = new Map();

const server = createServer((req, res) => {
  const before = uploads.get(req.url) ?? 0; //! A
  let bytes = 0;
  req.on('data', (chunk) => (bytes += chunk.length));
  req.on('end', () => {
    uploads.set(req.url, before + bytes); //! B
    res.end('ok');
  });
});
server.listen(0, '127.0.0.1');
await once(server, 'listening');

function post(body) {
  return new Promise((done, fail) => {
    const req = request({ port: server.address().port, host: '127.0.0.1', path: '/a', method: 'POST' }, (res) => {
      res.resume().on('end', done);
    });
    req.on('error', fail);
    req.write(body);
    setTimeout(() => req.end(body), 5);
  });
}
await Promise.all([post('one'), post('three')]);
console.log(uploads);
server.close();
