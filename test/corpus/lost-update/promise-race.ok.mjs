// expect: none
const sleep = (ms, value) => new Promise((r) => setTimeout(r, ms, value));
const quotes = new Map([['eur', { price: 1, count: 0 }]]);

async function update(fast, slow) {
  const price = await Promise.race([sleep(fast, fast), sleep(slow, slow)]);
  const { count } = quotes.get('eur');
  quotes.set('eur', { price, count: count + 1 });
}
await Promise.all([update(2, 6), update(3, 5)]);
console.log(quotes.get('eur'));
