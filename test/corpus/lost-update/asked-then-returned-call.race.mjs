// expect: race lost-update on object this["token"]
// why: who finds the token old returns the promise of the call that renews it: both renew it
import { setTimeout as sleep } from 'node:timers/promises';

class Client {
  token = null;
  isFresh() {
    if (this.token && this.token.until > Date.now()) return true; //! A
    return false;
  }
  async getToken() {
    if (this.isFresh()) return this.token;
    return this.renew();
  }
  async renew() {
    const answer = await sleep(2, { text: Math.random() });
    this.token = { ...answer, until: Date.now() + 60_000 }; //! B
    return this.token;
  }
  async send(what) {
    const token = await this.getToken();
    await sleep(1);
    return [what, token.text];
  }
}
const client = new Client();
const [a, b] = await Promise.all([client.send('a'), client.send('b')]);
console.log(a[1] === b[1]);
