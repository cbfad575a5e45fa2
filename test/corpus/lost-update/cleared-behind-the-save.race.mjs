// expect: race lost-update on variable dirty
// why: what is typed during the save sets the flag, which stands already, and the end of the save clears it: the last text is never saved
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
  if (!dirty) return; //! A
  await write(doc.text);
  dirty = false; //! B
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
