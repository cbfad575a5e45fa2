// expect: none
// at most one call at a time; what comes meanwhile asks for one more
const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
let running = false;
let again = false;
let saves = 0;

async function save() {
  if (running) {
    again = true;
    return;
  }
  running = true;
  do {
    again = false;
    saves++;
    await sleep(2);
  } while (again);
  running = false;
}
async function edit(ms) {
  await sleep(ms);
  await save();
}
await Promise.all([edit(1), edit(2), edit(2), edit(9)]);
console.log(saves > 1);
