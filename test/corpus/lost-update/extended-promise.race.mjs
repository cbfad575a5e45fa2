// expect: race lost-update on Map stock key "pears"
// Promises of a class that extends Promise order nothing but what waits for them.
class Request extends Promise {}
const stock = new Map([['pears', 3]]);
const request = (ms) => new Request((done) => setTimeout(done, ms));

async function take(ms) {
  const left = stock.get('pears'); //! A
  await request(ms);
  stock.set('pears', left - 1); //! B
}
await Promise.all([take(4), take(2)]);
console.log(stock);
