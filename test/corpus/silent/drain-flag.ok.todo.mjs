// expect: none
// Who finds the flag set waits for the event in a branch that ends there; who finds it down goes on. Neither look decides what the other's
// listener does.
import { EventEmitter } from 'node:events';
import { stat } from 'node:fs';
class Sink extends EventEmitter {
  room = 2;
  write(line, done) {
    stat('.', () => {
      this.room++;
      this.emit('drain');
      done(line);
    });
    return --this.room > 0;
  }
}
class Log {
  full = false;
  written = 0;
  sink = new Sink();
  log(line) {
    if (this.full) {
      this.sink.once('drain', () => {
        this.full = false;
        this.log(line);
      });
      return;
    }
    const room = this.sink.write(line, () => {
      this.written++;
    });
    if (!room) {
      this.full = true;
      this.sink.once('drain', () => {
        this.full = false;
      });
    }
  }
}
const log = new Log();
for (let i = 0; i < 6; i++) setTimeout(() => log.log(i), i % 3);
setTimeout(() => console.log(log.written), 40);
