// expect: none
const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
const visits = new WeakMap();
const user = { name: 'ann' };

async function visit(who, ms) {
  await sleep(ms);
  visits.set(who, (visits.get(who) ?? 0) + 1);
}
await Promise.all([visit(user, 3), visit(user, 1)]);
await visit(user, 1);
console.log(visits.get(user));
