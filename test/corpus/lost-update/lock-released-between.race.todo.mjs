// expect: race lost-update on Map stock key "pen"
// the read and the write are each under the lock, but it is given back between them
const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
const stock = new Map([['pen', 10]]);
let tail = Promise.resolve();
const locked = (job) => (tail = tail.then(job));

async function order(count, ms) {
  const left = await locked(() => stock.get('pen')); //! A
  await sleep(ms);
  await locked(() => stock.set('pen', left - count)); //! B
}
await Promise.all([order(3, 4), order(2, 2)]);
console.log(stock.get('pen'));
