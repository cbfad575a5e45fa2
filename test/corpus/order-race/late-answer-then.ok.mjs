// expect: none
// each click waits for the one before it
const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
let shown = '';
let last = Promise.resolve();

function select(tab, ms) {
  last = last.then(() => sleep(ms)).then(() => {
    shown = tab;
  });
  return last;
}
async function click(tab, ms) {
  await select(tab, ms);
}
await Promise.all([click('mail', 25), click('chat', 1)]);
console.log(shown);
