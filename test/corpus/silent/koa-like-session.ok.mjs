// expect: none
// each request changes a session of its own and saves it once
import { createServer } from 'node:http';
import { once } from 'node:events';
const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
const sessions = new Map();
let nextId = 0;

const server = createServer(async (req, res) => {
  let id = req.headers.cookie;
  if (!id || !sessions.has(id)) {
    id = `s${++nextId}`;
    sessions.set(id, { views: 0 });
  }
  await sleep(1);
  const session = sessions.get(id);
  session.views++;
  res.setHeader('set-cookie', id);
  res.end(`${id} ${session.views}`);
});
server.listen(0, '127.0.0.1');
await once(server, 'listening');
async function browse(pages) {
  let cookie = '';
  for (let i = 0; i < pages; i++) {
    const response = await fetch(`http://127.0.0.1:${server.address().port}/`, { headers: { cookie } });
    cookie = response.headers.get('set-cookie');
    await response.text();
  }
}
await Promise.all([browse(2), browse(3)]);
console.log([...sessions.values()].map((session) => session.views).sort());
server.close();
server.closeAllConnections();
