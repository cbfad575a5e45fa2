// expect: none
// the next round is begun by a listener that was added behind what the round before had begun with
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
const receiver = createSocket('udp4').bind(0, '127.0.0.1');
await once(receiver, 'listening');
const { port } = receiver.address();
let socket;
let rounds = 0;

function round() {
  socket = createSocket('udp4');
  socket.bind(0, '127.0.0.1', () => {
    const address = socket.address();
    receiver.removeAllListeners('message');
    receiver.on('message', () => {
      socket.close();
      if (++rounds < 3) setImmediate(round);
      else receiver.close();
    });
    const sender = createSocket('udp4');
    sender.send(String(address.port), port, '127.0.0.1', () => sender.close());
  });
}
setImmediate(round);
