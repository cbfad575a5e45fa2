// expect: race lost-update on Client this.state
// all who find the connection down go for a new one
const sleep = (ms) => new Promise((r) => setTimeout(r, ms));

class Client {
  state = 'up';
  dialled = 0;

  fall() {
    this.state = 'down';
  }
  async send(ms) {
    if (this.state !== 'up') { //! A
      await sleep(ms);
      this.dialled++;
      this.state = 'up'; //! B
    }
    await sleep(1);
  }
}
const client = new Client();
client.fall();
await Promise.all([client.send(4), client.send(2)]);
console.log(client.dialled);
