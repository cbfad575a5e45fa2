// expect: none
// why: how soon the next sweep comes is asked when something is stored; that the store is closed later is decided by nobody's question
import { setTimeout as sleep } from 'node:timers/promises';

class Store {
  entries = new Map();
  timer = null;
  due = null;

  schedule(ms) {
    const now = Date.now();
    if (this.timer) {
      if (this.due - now < ms) return;
      clearTimeout(this.timer);
    }
    this.due = now + ms;
    this.timer = setTimeout(() => {
      this.timer = null;
      this.due = null;
      const [oldest] = this.entries.keys();
      this.entries.delete(oldest);
      if (this.entries.size > 0) this.schedule(5);
    }, ms);
  }

  async set(key, value) {
    this.entries.set(key, value);
    this.schedule(5);
  }

  stop() {
    clearTimeout(this.timer);
    this.timer = null;
    this.due = null;
  }
}

async function use(store) {
  await store.set('a', 1);
  await store.set('b', 2);
  await store.set('c', 3);
  await sleep(12);
  store.stop();
}
const store = new Store();
await use(store);
console.log(store.entries.size, store.due);
