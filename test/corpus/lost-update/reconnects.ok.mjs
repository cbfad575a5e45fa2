// expect: none
const sleep = (ms) => new Promise((r) => setTimeout(r, ms));

class Client {
  state = 'up';
  dialled = 0;
  #dialling = null;

  fall() {
    this.state = 'down';
  }
  async #dial(ms) {
    await sleep(ms);
    this.dialled++;
    this.state = 'up';
    this.#dialling = null;
  }
  async send(ms) {
    if (this.state !== 'up') await (this.#dialling ??= this.#dial(ms));
    await sleep(1);
  }
}
const client = new Client();
client.fall();
await Promise.all([client.send(4), client.send(2)]);
console.log(client.dialled);
