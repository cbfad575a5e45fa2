// expect: race lost-update on Map quotes key "eur"
// the answer of the faster source is stored over what the other call stored
const sleep = (ms, value) => new Promise((r) => setTimeout(r, ms, value));
const quotes = new Map([['eur', { price: 1, count: 0 }]]);

async function update(fast, slow) {
  const { count } = quotes.get('eur'); //! A
  const price = await Promise.race([sleep(fast, fast), sleep(slow, slow)]);
  quotes.set('eur', { price, count: count + 1 }); //! B
}
await Promise.all([update(2, 6), update(3, 5)]);
console.log(quotes.get('eur'));
