// expect: none
const sleep = (ms) => new Promise((r) => setTimeout(r, ms));

class Room {
  #free = 1;

  get open() {
    return this.#free > 0;
  }
  #take() {
    this.#free--;
  }
  async book(ms) {
    if (this.open) {
      this.#take();
      await sleep(ms);
    }
  }
}
const room = new Room();
await Promise.all([room.book(5), room.book(2)]);
