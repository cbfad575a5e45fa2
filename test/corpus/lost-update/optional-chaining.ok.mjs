// expect: none
const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
const app = { users: new Map([['ann', { visits: 0 }]]) };

async function visit(name, by, ms) {
  await sleep(ms);
  const visits = app.users?.get(name)?.visits ?? 0;
  app?.users.set(name, { visits: visits + by });
}
await Promise.all([visit('ann', 1, 3), visit('ann', 2, 1)]);
console.log(app.users.get('ann'));
