// expect: none
// a default that a condition asks for, here or where it is the answer: who found something has not gone on
const sleep = (ms) => new Promise((r) => setTimeout(r, ms));

const votes = new Map();
const found = (who) => votes.get(who) ?? 0;
async function open(who, ms) {
  await sleep(ms);
  const before = votes.get(who) ?? null;
  if (before !== null) return;
  await sleep(2);
  votes.set(who, 1);
}
async function openBy(who, ms) {
  await sleep(ms);
  if (found(who) > 0) return;
  await sleep(2);
  votes.set(who, 1);
}
async function twice(f, who) {
  await f(who, 150);
  votes.set(who, 5);
}
await Promise.all([open('ann', 0), twice(open, 'ann'), openBy('bob', 0), twice(openBy, 'bob')]);
console.log(votes.get('ann'));
