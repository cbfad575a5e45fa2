// expect: none
const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
const stock = { apples: 10, pears: 5 };

async function order(name, ms, fails) {
  stock[name] -= 3;
  await sleep(ms);
  if (fails) Object.assign(stock, { ...stock, [name]: stock[name] + 3 });
}
await Promise.all([order('apples', 6, true), order('pears', 2, false)]);
console.log(stock);
