// expect: race lost-update on WeakMap visits
const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
const visits = new WeakMap();
const user = { name: 'ann' };

async function visit(who, ms) {
  const count = visits.get(who) ?? 0; //! A
  await sleep(ms);
  visits.set(who, count + 1); //! B
}
await Promise.all([visit(user, 3), visit(user, 1)]);
await visit(user, 1);
console.log(visits.get(user));
