// expect: none
// a timer is put off by each call: the variable is read and written in one turn
const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
let timer;
let saves = 0;

function save() {
  clearTimeout(timer);
  timer = setTimeout(() => {
    timer = undefined;
    saves++;
  }, 4);
}
async function type(text) {
  for (const letter of text) {
    save(letter);
    await sleep(1);
  }
}
await Promise.all([type('abc'), type('xy')]);
await sleep(10);
console.log(saves > 0);
