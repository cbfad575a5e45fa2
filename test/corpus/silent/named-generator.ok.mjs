// expect: none
// a property that somebody gives to a generator while another task walks over it: what it hands out is no key of its own
const sleep = (ms) => new Promise((done) => setTimeout(done, ms));

async function* pages(count) {
  for (let page = 1; page <= count; page++) {
    await sleep(2);
    yield page;
  }
}
const stream = pages(4);
const read = [];

async function consume() {
  for await (const page of stream) {
    await sleep(1);
    read.push(page);
  }
}
async function name() {
  await sleep(4);
  stream.label = 'pages';
}
await Promise.all([consume(), name()]);
console.log(read.length, stream.label);
