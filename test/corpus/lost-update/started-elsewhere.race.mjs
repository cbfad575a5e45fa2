// expect: race lost-update
// why: whoever asks whether the body is still to come starts the parser if so
import { setImmediate as turn } from 'node:timers/promises';

class Request {
  pending = true;
  waiting = [];
  listen() {
    if (this.pending) { //! A
      this.waiting.push('end');
      this.start();
    }
    this.listening = true;
  }
  start() {
    setImmediate(() => setImmediate(() => this.parsed(this.waiting.length)));
  }
  parsed(waiting) {
    this.pending = waiting > 0; //! B
  }
  closed() {
    this.pending = false; //! B
  }
}
for (let round = 0; round < 8; round++) {
  const request = new Request();
  setImmediate(() => setImmediate(() => setImmediate(() => request.closed())));
  request.listen();
  for (let i = 0; i < 6; i++) await turn();
}
