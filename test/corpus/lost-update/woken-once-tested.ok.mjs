// expect: none
// whoever is woken tests again before taking it
const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
let owner = 'eve';
let wakeAll;
const released = new Promise((r) => (wakeAll = r));
const got = [];

async function take(me) {
  if (owner) await released;
  if (owner) return;
  owner = me;
  got.push(me);
}
const both = [take('ann'), take('bob')];
await sleep(2);
owner = '';
wakeAll();
await Promise.all(both);
console.log(got, owner);
