// expect: none
const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
let total = 0;

async function add(n) {
  await sleep(1);
  total += n;
}
total++;
add(5).then(() => console.log(total));
total++;
