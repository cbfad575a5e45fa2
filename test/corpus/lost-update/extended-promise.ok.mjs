// expect: none
// What waits for a promise of a class that extends Promise comes after what has settled it.
class Request extends Promise {}
const stock = new Map([['pears', 3]]);
const sleep = (ms) => new Promise((done) => setTimeout(done, ms));

async function take(ms) {
  const left = stock.get('pears');
  await sleep(ms);
  stock.set('pears', left - 1);
}
const first = take(4);
await Promise.all([new Request((done, fail) => first.then(done, fail)), sleep(2)]);
const second = take(2);
await Request.all([second, sleep(1)]);
const third = take(2);
await new Promise((done, fail) => Request.race([third]).then(done, fail));
console.log(stock);
