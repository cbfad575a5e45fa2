// expect: none
const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
const counters = { hits: 0, misses: 0 };
const handlers = {
  async hit(name, ms) {
    await sleep(ms);
    const count = counters[name];
    counters[name] = count + ms;
  },
};
await Promise.all([handlers['hit']('hits', 3), handlers['hit']('hits', 1), handlers.hit('misses', 2)]);
console.log(counters);
