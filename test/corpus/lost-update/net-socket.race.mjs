// expect: race lost-update on object board key "best"
import { createServer, connect } from 'node:net';
import { once } from 'node:events';
const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
const board = { best: 0 };
const key = 'best';

const server = createServer((socket) => {
  socket.once('data', async (data) => {
    const score = Number(data);
    if (score <= board[key]) return socket.end('no'); //! A
    await sleep(30 + score);
    board[key] = score; //! B
    socket.end('yes');
  });
});
server.listen(0, '127.0.0.1');
await once(server, 'listening');
async function play(score) {
  const socket = connect(server.address().port, '127.0.0.1');
  socket.write(String(score));
  const [answer] = await once(socket, 'data');
  return String(answer);
}
console.log(await Promise.all([play(3), play(6)]), board);
server.close();
