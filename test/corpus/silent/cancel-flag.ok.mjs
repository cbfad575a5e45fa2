// expect: none
// the flag is meant to be set by somebody else while the task runs
const sleep = (ms) => new Promise((r) => setTimeout(r, ms));

class Poller {
  closed = true;
  polls = 0;
  async start() {
    this.closed = false;
    while (!this.closed) {
      await sleep(1);
      this.polls++;
    }
  }
  stop() {
    this.closed = true;
  }
}
const poller = new Poller();
setTimeout(() => poller.stop(), 8);
await poller.start();
console.log(poller.polls > 0, poller.closed);
