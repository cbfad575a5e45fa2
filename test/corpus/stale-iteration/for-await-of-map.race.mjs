// expect: race stale-iteration on Map downloads
// for await over a Map of promises: each step awaits the value
const sleep = (ms, value) => new Promise((r) => setTimeout(r, ms, value));
const downloads = new Map([['a', sleep(2, 1)], ['b', sleep(4, 2)]]);
const done = [];

async function collect() {
  for await (const value of downloads.values()) done.push(value); //! AB
}
async function add() {
  await sleep(3);
  downloads.set('c', sleep(1, 3)); //! B
}
await Promise.all([collect(), add()]);
console.log(done);
