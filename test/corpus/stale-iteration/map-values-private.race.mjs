// expect: race stale-iteration on Map #rooms
const sleep = (ms) => new Promise((r) => setTimeout(r, ms));

class Hotel {
  #rooms = new Map([[1, 'ann'], [2, 'bob'], [3, 'cat']]);
  async clean() {
    const cleaned = [];
    for (const guest of this.#rooms.values()) { //! AB
      await sleep(2);
      cleaned.push(guest);
    }
    return cleaned;
  }
  async close() {
    await sleep(3);
    this.#rooms.clear(); //! B
  }
}
const hotel = new Hotel();
const [cleaned] = await Promise.all([hotel.clean(), hotel.close()]);
console.log(cleaned);
