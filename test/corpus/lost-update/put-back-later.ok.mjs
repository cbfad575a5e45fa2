// expect: none
// what the end puts back is what the check had found: had it come in between, the check would have come out the same
const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
let current = null;

async function begin(name) {
  if (current !== null) throw new Error(`${current} is under way`);
  await sleep(2);
  current = name;
}
async function end() {
  await sleep(5);
  current = null;
}
await Promise.all([begin('ann'), end()]);
console.log(current);
