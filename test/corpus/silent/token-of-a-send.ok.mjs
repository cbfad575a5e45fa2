// expect: none
// a token tells what the state was when it was given; who brings it back sets what the clock tells
import { performance } from 'node:perf_hooks';
const sleep = (ms) => new Promise((r) => setTimeout(r, ms));

class Window {
  constructor(now) {
    this.now = now;
    this.acknowledged = 0;
    this.sent = 0;
  }
  onSend() {
    this.sent++;
    const token = { sentAt: this.now(), acknowledgedAtSend: this.acknowledged };
    return token;
  }
  onAcknowledged(token) {
    const time = this.now();
    this.acknowledged = time;
    return time - (token.acknowledgedAtSend || token.sentAt);
  }
}

const window = new Window(() => performance.now());
async function send(ms) {
  const token = window.onSend();
  await sleep(ms);
  return window.onAcknowledged(token);
}
console.log((await Promise.all([send(4), send(2), send(6)])).length, window.sent);
