// expect: none
// What is looked at before a flag is taken up, in the turn of that, is as it was while the flag is held.
import { setTimeout as sleep } from 'node:timers/promises';
import { stat } from 'node:fs';
class File {
  filename = 'a';
  #n = 0;
  opening = false;
  open() {
    if (!this.filename) return;
    if (this.opening) return;
    this.opening = true;
    stat('.', () => {
      this.filename = 'b' + ++this.#n;
      this.opening = false;
    });
  }
}
const file = new File();
file.open();
file.open();
setTimeout(() => file.open(), 8);
await sleep(20);
console.log(file.filename.length);
