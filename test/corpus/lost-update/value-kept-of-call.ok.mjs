// expect: none
const sleep = (ms) => new Promise((done) => setTimeout(done, ms));
let result = 1;

async function double() {
  console.log(Math.max(result, 0));
  await sleep(5);
  result = result * 2;
}
const more = async () => {
  await sleep(2);
  result += 1;
};
await Promise.all([double(), more()]);
console.log(result);
