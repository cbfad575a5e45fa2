// expect: none
const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
const stock = new Map([['pen', 10]]);

async function order(count, ms) {
  await sleep(ms);
  const left = stock.get('pen');
  stock.set('pen', left - count);
}
await Promise.all([order(3, 4), order(2, 2)]);
console.log(stock.get('pen'));
