// expect: race order-race on property config.source
// level: strict
// two different tasks write after a suspension, and nothing says which one is last
const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
const config = { source: '' };

async function fromFile() {
  await sleep(2);
  config.source = 'file'; //! A
}
async function fromNetwork() {
  await sleep(4);
  config.source = 'network'; //! B
}
await Promise.all([fromFile(), fromNetwork()]);
console.log(config.source);
