// expect: none
// why: the call that renews is kept before it suspends, so the second one finds it; and what comes behind the answer was not asked for
import { setTimeout as sleep } from 'node:timers/promises';

class Client {
  token = null;
  renewing = null;
  sent = 0;
  isFresh() {
    if (this.token && this.token.until > Date.now()) return true;
    return false;
  }
  isNew() {
    return this.sent < 100;
  }
  async getToken() {
    if (this.isFresh()) return this.token;
    if (this.renewing) return this.renewing;
    this.renewing = this.renew();
    return this.renewing;
  }
  async renew() {
    const answer = await sleep(2, { text: Math.random() });
    this.token = { ...answer, until: Date.now() + 60_000 };
    this.renewing = null;
    return this.token;
  }
  async greet() {
    if (!this.isNew()) return 'hello again';
    return this.greeting();
  }
  async greeting() {
    return sleep(1, 'welcome');
  }
  async send(what) {
    const words = await this.greet();
    const token = await this.getToken();
    await sleep(1);
    this.sent++;
    return [what, token.text, words];
  }
}
const client = new Client();
const [a, b] = await Promise.all([client.send('a'), client.send('b')]);
console.log(a[1] === b[1], client.sent);
