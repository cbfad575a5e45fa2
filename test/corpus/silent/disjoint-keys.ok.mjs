// expect: none
const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
const visits = new Map();
const states = {};

async function visit(user, ms) {
  const count = visits.get(user) ?? 0;
  states[user] = 'busy';
  await sleep(ms);
  visits.set(user, count + 1);
  states[user] = `${states[user]}, then idle`;
}
await Promise.all(['ann', 'bob', 'cat', 'dan'].map((user, i) => visit(user, 4 - i)));
console.log(visits, states);
