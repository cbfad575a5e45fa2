// expect: none
// each round of the loop awaits its job
const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
const done = { count: 0 };
const name = 'count';

for (const ms of [3, 2, 1]) {
  await (async () => {
    const before = done[name];
    await sleep(ms);
    done[name] = before + ms;
  })();
}
console.log(done.count);
