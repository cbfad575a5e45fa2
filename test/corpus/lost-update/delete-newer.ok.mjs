// expect: none
const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
const files = new Map([['a.txt', { id: 1 }]]);

async function cleanUp(name) {
  const entry = files.get(name);
  await sleep(3); // close it
  if (files.get(name) === entry) files.delete(name);
}
async function reopen(name) {
  await sleep(1);
  files.set(name, { id: 2 });
}
await Promise.all([cleanUp('a.txt'), reopen('a.txt')]);
console.log(files);
