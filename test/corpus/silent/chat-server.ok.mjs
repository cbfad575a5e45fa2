// expect: none
// sockets in a Set; a message is written to all of them in one turn
import { createServer, connect } from 'node:net';
import { once } from 'node:events';
const sockets = new Set();
const history = [];

const server = createServer((socket) => {
  sockets.add(socket);
  socket.on('data', (data) => {
    history.push(String(data));
    for (const other of sockets) if (other !== socket) other.write(data);
  });
  socket.on('close', () => sockets.delete(socket));
  socket.on('error', () => sockets.delete(socket));
  socket.write('welcome');
});
server.listen(0, '127.0.0.1');
await once(server, 'listening');
async function join() {
  const socket = connect(server.address().port, '127.0.0.1');
  await once(socket, 'data');
  return socket;
}
const [ann, bob] = await Promise.all([join(), join()]);
const heard = once(bob, 'data');
ann.write('hi');
console.log(String((await heard)[0]), history.length);
ann.destroy();
bob.destroy();
server.close();
