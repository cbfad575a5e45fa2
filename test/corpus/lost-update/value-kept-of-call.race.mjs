// expect: race lost-update on result
// why: the statement that looks keeps what it saw for the write after its wait
const sleep = (ms) => new Promise((done) => setTimeout(done, ms));
let result = 1;

async function double() {
  const before = Math.max(result, 0); //! A
  await sleep(5);
  result = before * 2; //! B
}
const more = async () => {
  await sleep(2);
  result += 1;
};
await Promise.all([double(), more()]);
console.log(result);
