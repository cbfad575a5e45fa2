// expect: none
const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
const stock = new Map([['pen', 10]]);
let tail = Promise.resolve();
const locked = (job) => (tail = tail.then(job));

async function order(count, ms) {
  await locked(async () => {
    const left = stock.get('pen');
    await sleep(ms);
    stock.set('pen', left - count);
  });
}
await Promise.all([order(3, 4), order(2, 2)]);
console.log(stock.get('pen'));
