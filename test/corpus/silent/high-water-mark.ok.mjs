// expect: none
// why: more calls under way at once than writes are remembered; each tests its own count, for the highest there was
import { setTimeout as sleep } from 'node:timers/promises';

class Backend {
  constructor() {
    this.calls = 0;
    this.most = 0;
  }
  read(done) {
    this.calls++;
    if (this.calls > this.most) {
      this.most = this.calls;
    }
    setTimeout(() => {
      this.calls--;
      done();
    }, 15);
  }
}
async function load(count) {
  const backend = new Backend();
  for (let i = 0; i < 20; i++) backend.read(() => {});
  await sleep(30);
  for (let i = 0; i < count; i++) backend.read(() => {});
  await sleep(30);
  return backend.most;
}
await sleep(2);
console.log(await load(30));
