// expect: race lost-update on object stock
// each callback of a walk stores what it was handed, with what came in, and an order is taken meanwhile
import { setTimeout as sleep } from 'node:timers/promises';

class Warehouse {
  stock = { pen: 5, ink: 2 };
  async refill() {
    await Promise.all(
      Object.entries(this.stock).map(async ([sku, count]) => { //! A
        const arrived = await this.delivery(sku);
        this.stock[sku] = count + arrived; //! B
      }),
    );
  }
  async delivery(sku) {
    await sleep(4 + sku.length);
    return 10;
  }
  async order(sku) {
    await sleep(2);
    this.stock[sku] -= 1;
  }
}
const warehouse = new Warehouse();
await Promise.all([warehouse.refill(), warehouse.order('ink')]);
console.log(warehouse.stock);
