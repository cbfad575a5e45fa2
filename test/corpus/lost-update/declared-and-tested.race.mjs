// expect: race lost-update
// why: the function that declares a variable tests it, waits, and updates it; a callback updates it meanwhile
const sleep = (ms) => new Promise((done) => setTimeout(done, ms));

async function sell() {
  let stock = 1;
  const returned = sleep(2).then(() => {
    stock--; //! B
  });
  if (stock > 0) { //! A
    await sleep(8);
    stock--;
  }
  await returned;
  return stock;
}
console.log(await sell());
