// expect: race lost-update on variable current
// why: what comes later is another value than the check had found: it could have come in between, and be lost
const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
let current = null;

async function begin(name) {
  if (current !== null) throw new Error(`${current} is under way`); //! A
  await sleep(2);
  current = name; //! B
}
async function end() {
  await sleep(5);
  current = "eve";
}
await Promise.all([begin('ann'), end()]);
console.log(current);
