// expect: race lost-update
// why: a Date that was read before the wait is put back, however young it is
import { setTimeout as sleep } from 'node:timers/promises';

class File {
  #changed = new Date();

  get changed() {
    return this.#changed; //! A
  }

  set changed(time) {
    this.#changed = time; //! B
  }
}

const file = new File();

async function unnoticed(work) {
  const { changed } = file;
  await work();
  file.changed = changed;
}

async function touch(ms) {
  await sleep(ms);
  file.changed = new Date();
}

await Promise.all([unnoticed(() => sleep(4)), touch(2)]);
console.log(file.changed <= new Date());
