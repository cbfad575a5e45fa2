// expect: none
// why: the callback of one attempt tests the flag; that the next attempt sets it is no consequence of that test
class Connector {
  connecting = false;
  attempts = 0;
  connect() {
    this.connecting = true;
    process.nextTick(() => {
      if (!this.connecting) return;
      this.attempts++;
      if (this.attempts < 3) setTimeout(() => this.connect(), 4);
    });
  }
  disconnect() {
    this.connecting = false;
  }
}
const connector = new Connector();
setTimeout(() => connector.disconnect(), 40);
setImmediate(() => connector.connect());
setTimeout(() => console.log(connector.attempts), 45);
