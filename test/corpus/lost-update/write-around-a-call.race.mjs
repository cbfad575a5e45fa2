// expect: race lost-update on variable total
// one turn writes, calls who reads, and writes again: the second write is lost
const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
let total = 0;

async function add(n) {
  const before = total; //! A
  await sleep(1);
  total = before + n; //! B
}
total++;
add(5).then(() => console.log(total));
total++;
