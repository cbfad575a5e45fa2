// expect: race lost-update on object counters key "hits"
// handlers in an object, called by name
const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
const counters = { hits: 0, misses: 0 };
const handlers = {
  async hit(name, ms) {
    const count = counters[name]; //! A
    await sleep(ms);
    counters[name] = count + ms; //! B
  },
};
await Promise.all([handlers['hit']('hits', 3), handlers['hit']('hits', 1), handlers.hit('misses', 2)]);
console.log(counters);
