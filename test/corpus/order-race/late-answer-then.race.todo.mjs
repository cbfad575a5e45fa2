// expect: race order-race on variable shown
const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
let shown = '';

function select(tab, ms) {
  return sleep(ms).then(() => {
    shown = tab; //! AB
  });
}
async function click(tab, ms) {
  await select(tab, ms);
}
await Promise.all([click('mail', 25), click('chat', 1)]);
console.log(shown);
