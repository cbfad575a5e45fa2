// expect: none
// an answer carries the version it belongs to, and an older one does not replace a newer one
const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
const prices = new Map();
let version = 0;

async function refresh(name, price, ms) {
  const mine = ++version;
  await sleep(ms);
  if ((prices.get(name)?.version ?? 0) < mine) prices.set(name, { price, version: mine });
}
await Promise.all([refresh('pen', 10, 25), refresh('pen', 12, 1)]);
console.log(prices);
