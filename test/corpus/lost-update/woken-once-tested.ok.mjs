// expect: none
// the test is a loop: the one that was woken second finds it taken again
const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
let owner = 'eve';
const got = [];

async function take(me) {
  while (owner) await sleep(1);
  owner = me;
  got.push(me);
  await sleep(2);
  owner = '';
}
const both = [take('ann'), take('bob')];
await sleep(2);
owner = '';
await Promise.all(both);
console.log(got);
