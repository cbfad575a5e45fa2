// expect: race lost-update on store client key "s1"
// a client of a remote store: get and set return promises
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

async function addToCart(item, ms) {
  const session = JSON.parse(await client.get('s1')); //! A
  await sleep(ms);
  session.cart.push(item);
  await client.set('s1', JSON.stringify(session)); //! B
}
await Promise.all([addToCart('book', 4), addToCart('pen', 2)]);
console.log(remote.get('s1'));
