// expect: none
// who finds the connection down goes for a new one, once: what brought it down was there before the look at it
const sleep = (ms) => new Promise((r) => setTimeout(r, ms));

class Client {
  state = 'up';
  sent = 0;
  #dialling = null;

  get up() {
    return this.state === 'up';
  }
  status() {
    return this.state;
  }
  become(state) {
    this.state = state;
  }
  connect() {
    return (this.#dialling ??= this.#dial().finally(() => {
      this.#dialling = null;
    }));
  }
  async #dial() {
    await sleep(2);
    this.become('up');
  }
  async send(how, ms) {
    if (how === 'getter' && !this.up) await this.connect();
    if (how === 'method' && this.status() !== 'up') await this.connect();
    if (how === 'field' && this.state !== 'up') await this.connect();
    await sleep(ms);
    this.sent++;
  }
}
for (const how of ['getter', 'method', 'field']) {
  const client = new Client();
  setTimeout(() => client.become('down'), 2);
  const later = async (ms) => {
    await sleep(ms);
    await client.send(how, 1);
  };
  await Promise.all([client.send(how, 4), client.send(how, 1), later(3), later(4)]);
  console.log(client.sent);
}
