// expect: none
const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
let owner = null;
const isFree = () => owner === null;
const claim = (who) => {
  owner = who;
};

async function work(ms) {
  const mine = Symbol('mine');
  if (!isFree()) return false;
  claim(mine);
  await sleep(ms);
  return owner === mine;
}
console.log(await Promise.all([work(3), work(2)]));
