// expect: none
// why: whoever asks whether the body is still to come has returned when the parser is started; that goes on either way
import { setImmediate as turn } from 'node:timers/promises';

class Request {
  pending = true;
  waiting = [];
  listen() {
    if (this.pending) this.waiting.push('end');
    this.listening = true;
  }
  start() {
    setImmediate(() => setImmediate(() => this.parsed(this.waiting.length)));
  }
  parsed(waiting) {
    this.pending = waiting > 0;
  }
  closed() {
    this.pending = false;
  }
}
for (let round = 0; round < 8; round++) {
  const request = new Request();
  setImmediate(() => setImmediate(() => setImmediate(() => request.closed())));
  request.listen();
  request.start();
  for (let i = 0; i < 6; i++) await turn();
}
