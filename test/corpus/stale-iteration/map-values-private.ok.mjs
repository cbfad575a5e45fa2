// expect: none
// the rooms are closed when they have been cleaned
const sleep = (ms) => new Promise((r) => setTimeout(r, ms));

class Hotel {
  #rooms = new Map([[1, 'ann'], [2, 'bob'], [3, 'cat']]);
  async clean() {
    const cleaned = [];
    for (const guest of this.#rooms.values()) {
      await sleep(2);
      cleaned.push(guest);
    }
    return cleaned;
  }
  async close() {
    await sleep(3);
    this.#rooms.clear();
  }
}
const hotel = new Hotel();
const cleaned = await hotel.clean();
await hotel.close();
console.log(cleaned);
