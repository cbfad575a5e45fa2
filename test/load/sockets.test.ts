// What a program sees of its sockets: Node's getters (`remoteAddress`) remember their first answer, so nobody else may ask.
import { expect, it } from 'vitest';
import { project } from '../cli/project.ts';

const PROGRAM = `
import { createServer, connect } from 'node:net';
import { once } from 'node:events';

const state = new Map();
const server = createServer(async (socket) => {
  socket.on('error', () => {});
  socket.write('hello');
  await once(socket, 'close');
  state.set('late', String(socket.remoteAddress) + ' ' + String(socket.remotePort));
  server.close();
}).listen(0, '127.0.0.1');
await once(server, 'listening');
const client = connect(server.address().port, '127.0.0.1');
client.on('error', () => {});
await once(client, 'data');
client.destroy();
await once(client, 'close');
await once(server, 'close');
console.log(state.get('late'), client.remoteAddress, client.localPort, Object.keys(client).length);
`;

it('the names of a connection that nobody asked for while it was open', { timeout: 30_000 }, async () => {
  const at = project({ 'a.mjs': PROGRAM });
  const native = await at.plain(['node', 'a.mjs']);
  const wrapped = await at.racewire([], ['node', 'a.mjs']);
  expect(native.stdout).toBe('undefined undefined undefined undefined ' + native.stdout.split(' ').at(-1)!);
  expect(wrapped.stdout).toBe(native.stdout);
});
