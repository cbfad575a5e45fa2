// expect: none
const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
const doc = { text: '' };
const disk = [];
let dirty = false;

function type(text) {
  doc.text = text;
  dirty = true;
}
async function write(text) {
  await sleep(30);
  disk.push(text);
}
async function save() {
  if (!dirty) return;
  dirty = false;
  await write(doc.text);
}
async function user() {
  type('a');
  await sleep(40);
  type('ab');
}
async function saver() {
  await sleep(20);
  await save();
  await sleep(20);
  await save();
}
await Promise.all([user(), saver()]);
console.log(disk);
