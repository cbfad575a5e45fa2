// expect: none
// who takes tests again, in the turn of the write
const sleep = (ms) => new Promise((r) => setTimeout(r, ms));

class Shop {
  stock = new Map([['tv', 1]]);

  available(item) {
    return (this.stock.get(item) ?? 0) > 0;
  }
  take(item) {
    if (this.stock.get(item) <= 0) throw new Error('sold out');
    this.stock.set(item, this.stock.get(item) - 1);
  }
  async buy(item, ms) {
    if (!this.available(item)) throw new Error('sold out');
    await sleep(ms);
    this.take(item);
  }
}
const shop = new Shop();
await Promise.allSettled([shop.buy('tv', 5), shop.buy('tv', 2)]);
console.log(shop.stock.get('tv'));
