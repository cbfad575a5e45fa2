// expect: none
// why: a condition that only decides whether to print says nothing of who empties the list in a later turn
const sleep = (ms) => new Promise((done) => setTimeout(done, ms));
let warnings = [];
let printed = 0;

function warn(text) {
  warnings.push(text);
}
function flush() {
  if (warnings.length > 0) {
    printed += warnings.length;
  }
}
function reset() {
  warnings = [];
}
async function render(name, ms) {
  reset();
  warn(name);
  flush();
  await sleep(ms);
  reset();
  flush();
}
await Promise.all([render('a', 3), render('b', 6), render('c', 2)]);
console.log(printed);
