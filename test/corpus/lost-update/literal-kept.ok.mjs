// expect: none
import { setTimeout as sleep } from 'node:timers/promises';

class Account {
  state = { total: 0, log: [] };
  async add(amount, ms) {
    const { total: before } = this.state;
    await sleep(ms);
    const { total, log } = this.state;
    this.state = { total: total + amount, log: [...log, `${amount} on ${before}`] };
  }
}
const account = new Account();
await Promise.all([account.add(1, 5), account.add(2, 2)]);
console.log(account.state);
