// expect: race lost-update on object stock key "pears"
// the copy that is put back when the payment fails is older than the other order
const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
const stock = { apples: 10, pears: 5 };

async function order(name, ms, fails) {
  const before = { ...stock }; //! A
  stock[name] -= 3;
  await sleep(ms);
  if (fails) Object.assign(stock, before); //! B
}
await Promise.all([order('apples', 6, true), order('pears', 2, false)]);
console.log(stock);
