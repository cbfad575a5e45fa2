// expect: none
// messages with numbers, answered out of order; each answer settles its own entry
import { EventEmitter } from 'node:events';
const wire = new EventEmitter();
const pending = {};
let sequence = 0;

wire.on('request', ({ id, n }) => {
  setTimeout(() => wire.emit('answer', { id, n: n * n }), 5 - n);
});
wire.on('answer', ({ id, n }) => {
  pending[id](n);
  delete pending[id];
});
function call(n) {
  const id = ++sequence;
  const answer = new Promise((resolve) => (pending[id] = resolve));
  wire.emit('request', { id, n });
  return answer;
}
const user = async (n) => (await call(n)) + (await call(1));
console.log(await Promise.all([user(1), user(2), user(3)]), Object.keys(pending).length);
