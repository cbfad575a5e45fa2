// expect: none
// the client logs in, awaits the answer, and then uses the session
import { createServer } from 'node:http';
import { once } from 'node:events';
const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
const sessions = new Map();

const server = createServer(async (req, res) => {
  const id = req.headers.cookie;
  const session = sessions.get(id) ?? { views: 0 };
  await sleep(1);
  sessions.set(id, { views: session.views + 1 });
  res.end(String(session.views));
});
server.listen(0, '127.0.0.1');
await once(server, 'listening');

async function page() {
  const response = await fetch(`http://127.0.0.1:${server.address().port}/`, { headers: { cookie: 'ann' } });
  return await response.text();
}
console.log(await page(), await page(), await page());
server.close();
server.closeAllConnections();
