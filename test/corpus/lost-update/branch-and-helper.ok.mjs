// expect: none
// the branch takes before it waits
import { setTimeout as sleep } from 'node:timers/promises';
class Shop {
  stock = new Map([['pen', 3]]);
  take(k) {
    this.stock.set(k, this.stock.get(k) - 1);
  }
  async buy(k, ms) {
    if (this.stock.get(k) > 0) {
      this.take(k);
      await sleep(ms);
      return true;
    }
    return false;
  }
}
const shop = new Shop();
await Promise.all([shop.buy('pen', 3), shop.buy('pen', 2)]);
console.log(shop.stock.get('pen'));
