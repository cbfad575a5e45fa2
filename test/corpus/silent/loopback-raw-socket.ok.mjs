// expect: none
// a raw socket: the next line is written when the answer to the last one has come
import { createServer, connect } from 'node:net';
import { once } from 'node:events';
const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
let total = 0;

const server = createServer((socket) => {
  socket.on('data', async (data) => {
    const before = total;
    await sleep(1);
    total = before + Number(data);
    socket.write(`${total}\n`);
  });
});
server.listen(0, '127.0.0.1');
await once(server, 'listening');
const socket = connect(server.address().port, '127.0.0.1');
for (const n of [1, 2, 3]) {
  socket.write(String(n));
  const [answer] = await once(socket, 'data');
  console.log(String(answer).trim());
}
socket.end();
server.close();
