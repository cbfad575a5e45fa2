// expect: none
// the flag is cleared where nothing has come since, and stays where something has
const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
const doc = { text: '' };
const disk = [];
let dirty = false;

function type(text) {
  doc.text = text;
  dirty = true;
}
async function write(text) {
  await sleep(3);
  disk.push(text);
}
async function save() {
  if (!dirty) return;
  const { text } = doc;
  await write(text);
  if (doc.text === text) dirty = false;
}
async function user() {
  type('a');
  await sleep(4);
  type('ab');
}
async function saver() {
  await sleep(2);
  await save();
  await sleep(2);
  await save();
}
await Promise.all([user(), saver()]);
console.log(disk);
