// expect: race lost-update on variable owner
// whoever waits tests once; both waiters are woken by the same release and both take it
const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
let owner = 'eve';
let wakeAll;
const released = new Promise((r) => (wakeAll = r));
const got = [];

async function take(me) {
  if (owner) await released; //! A
  owner = me; //! B
  got.push(me);
}
const both = [take('ann'), take('bob')];
await sleep(2);
wakeAll();
await Promise.all(both);
console.log(got, owner);
