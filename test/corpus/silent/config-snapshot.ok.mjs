// expect: none
// the settings are replaced as a whole; each request works with the object it took at its start
const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
let settings = { limit: 10, name: 'old' };

async function reload() {
  await sleep(2);
  settings = { limit: 20, name: 'new' };
}
async function request(ms) {
  const mine = settings;
  await sleep(ms);
  return `${mine.name} ${mine.limit}`;
}
console.log(await Promise.all([request(4), reload(), request(1)]));
