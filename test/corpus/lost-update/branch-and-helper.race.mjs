// expect: race lost-update on Map stock key "pen"
// the condition holds a branch, in which a helper takes after the wait
import { setTimeout as sleep } from 'node:timers/promises';
class Shop {
  stock = new Map([['pen', 3]]);
  take(k) {
    this.stock.set(k, this.stock.get(k) - 1); //! B
  }
  async buy(k, ms) {
    if (
      this.stock.get(k) > 0 //! A
    ) {
      await sleep(ms);
      this.take(k);
      return true;
    }
    return false;
  }
}
const shop = new Shop();
await Promise.all([shop.buy('pen', 3), shop.buy('pen', 2)]);
console.log(shop.stock.get('pen'));
