// expect: race lost-update on property this["state"]
// One property of the new object is made of the old one's before the await, whatever else is read again.
import { setTimeout as sleep } from 'node:timers/promises';

class Account {
  state = { total: 0, log: [] };
  async add(amount, ms) {
    const { total } = this.state; //! A
    await sleep(ms);
    this.state = { total: total + amount, log: [...this.state.log, amount] }; //! B
  }
}
const account = new Account();
await Promise.all([account.add(1, 5), account.add(2, 2)]);
console.log(account.state);
