// expect: race lost-update on Map files key "a.txt"
// the cleanup closes the entry it found, and deletes the one that has been put in its place
const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
const files = new Map([['a.txt', { id: 1 }]]);

async function cleanUp(name) {
  const entry = files.get(name); //! A
  await sleep(3); // close it
  if (entry) files.delete(name); //! B
}
async function reopen(name) {
  await null;
  files.set(name, { id: 2 });
}
await Promise.all([cleanUp('a.txt'), reopen('a.txt')]);
console.log(files);
