// expect: none
const sleep = (ms) => new Promise((r) => setTimeout(r, ms));

class Tank {
  #level = 0;
  get level() {
    return this.#level;
  }
  set level(value) {
    this.#level = value;
  }
}
const tank = new Tank();
async function fill(litres, ms) {
  await sleep(ms);
  tank.level = tank.level + litres;
}
await Promise.all([fill(5, 3), fill(7, 1)]);
console.log(tank.level);
