// expect: race lost-update on property #level
// the property is read and written through a getter and a setter
const sleep = (ms) => new Promise((r) => setTimeout(r, ms));

class Tank {
  #level = 0;
  get level() {
    return this.#level; //! A
  }
  set level(value) {
    this.#level = value; //! B
  }
}
const tank = new Tank();
async function fill(litres, ms) {
  const level = tank.level;
  await sleep(ms);
  tank.level = level + litres;
}
await Promise.all([fill(5, 3), fill(7, 1)]);
console.log(tank.level);
