// expect: race lost-update
// Who looks at the name of a file and opens the next one meanwhile. Nothing keeps a second one out.
import { setTimeout as sleep } from 'node:timers/promises';
import { stat } from 'node:fs';
class File {
  filename = 'a';
  #n = 0;
  opening = false;
  open() {
    if (!this.filename) return; //! A
    stat('.', () => {
      this.filename = 'b' + ++this.#n; //! B
    });
  }
}
const file = new File();
file.open();
file.open();
setTimeout(() => file.open(), 8);
await sleep(20);
console.log(file.filename.length);
