// expect: none
// each callback adds what came in to what is there then
import { setTimeout as sleep } from 'node:timers/promises';

class Warehouse {
  stock = { pen: 5, ink: 2 };
  async refill() {
    await Promise.all(
      Object.entries(this.stock).map(async ([sku, count]) => {
        const arrived = await this.delivery(sku, count);
        this.stock[sku] += arrived;
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
