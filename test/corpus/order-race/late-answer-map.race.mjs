// expect: race order-race on Map prices key "pen"
const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
const prices = new Map();

async function refresh(name, price, ms) {
  await sleep(ms);
  prices.set(name, price); //! AB
}
await Promise.all([refresh('pen', 10, 25), refresh('pen', 12, 1)]);
console.log(prices);
