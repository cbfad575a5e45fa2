// expect: none
const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
const remote = new Map([['s1', '{"cart":[]}']]);
const client = {
  async get(key) {
    await sleep(1);
    return remote.get(key);
  },
  async set(key, value) {
    await sleep(1);
    remote.set(key, value);
  },
};
let tail = Promise.resolve();

async function addToCart(item, ms) {
  await (tail = tail.then(async () => {
    const session = JSON.parse(await client.get('s1'));
    await sleep(ms);
    session.cart.push(item);
    await client.set('s1', JSON.stringify(session));
  }));
}
await Promise.all([addToCart('book', 4), addToCart('pen', 2)]);
console.log(remote.get('s1'));
