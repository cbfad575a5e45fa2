// expect: race lost-update on variable owner
// why: each call has a symbol of its own, and stores it after an old look: two take themselves for the owner
const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
let owner = null;
const isFree = () => owner === null; //! A
const claim = (who) => {
  owner = who; //! B
};

async function work(ms) {
  const mine = Symbol('mine');
  if (!isFree()) return false;
  await sleep(ms);
  claim(mine);
  await sleep(1);
  return owner === mine;
}
console.log(await Promise.all([work(3), work(2)]));
