// expect: race lost-update on property stock
const sleep = (ms) => new Promise((r) => setTimeout(r, ms));

class Shelf {
  stock = 10;
  async take(n, ms) {
    const left = this.stock; //! A
    await sleep(ms);
    this.stock = left - n; //! B
  }
}
class LoggedShelf extends Shelf {
  log = [];
  async take(n, ms) {
    await super.take(n, ms);
    this.log.push(n);
  }
}
const shelf = new LoggedShelf();
await Promise.all([shelf.take(2, 3), shelf.take(3, 1)]);
console.log(shelf.stock, shelf.log);
