// expect: none
// level: strict
const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
const config = { source: '' };

async function fromFile() {
  await sleep(2);
  config.source = 'file';
}
async function fromNetwork() {
  await sleep(4);
  config.source = 'network';
}
await fromFile();
await fromNetwork();
console.log(config.source);
