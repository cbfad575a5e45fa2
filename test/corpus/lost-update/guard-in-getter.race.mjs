// expect: race lost-update on Room this.#free
// a getter tests, a private method takes; the test is not made again after the await
const sleep = (ms) => new Promise((r) => setTimeout(r, ms));

class Room {
  #free = 1;

  get open() {
    return this.#free > 0; //! A
  }
  #take() {
    this.#free--; //! B
  }
  async book(ms) {
    if (this.open) {
      await sleep(ms);
      this.#take();
    }
  }
}
const room = new Room();
await Promise.all([room.book(5), room.book(2)]);
