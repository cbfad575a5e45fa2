// expect: race lost-update on Map stock key "pen"
// two orders subtract from the number that each of them read before its payment
const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
const stock = new Map([['pen', 10]]);

async function order(count, ms) {
  const left = stock.get('pen'); //! A
  await sleep(ms);
  stock.set('pen', left - count); //! B
}
await Promise.all([order(3, 4), order(2, 2)]);
console.log(stock.get('pen'));
