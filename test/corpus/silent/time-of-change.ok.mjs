// expect: none
// a Date that tells the present time is made of nothing that was read before (seen in memfs, which keeps the times of a file)
import { setTimeout as sleep } from 'node:timers/promises';

class File {
  #changed = new Date(0);
  #text = '';

  get changed() {
    return this.#changed;
  }

  set changed(time) {
    this.#changed = time;
  }

  append(text) {
    this.#text += text;
    this.changed = new Date();
  }

  get text() {
    return this.#text;
  }
}

const stat = (file) => ({ changed: file.changed.getTime(), size: file.text.length });
const file = new File();

async function write(text, ms) {
  const before = stat(file);
  await sleep(ms);
  file.append(text);
  return before.size;
}

console.log((await Promise.all([write('a', 4), write('b', 2)])).length, file.text.length);
