// expect: race lost-update on Map users key "ann"
const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
const app = { users: new Map([['ann', { visits: 0 }]]) };

async function visit(name, by, ms) {
  const visits = app.users?.get(name)?.visits ?? 0; //! A
  await sleep(ms);
  app?.users.set(name, { visits: visits + by }); //! B
}
await Promise.all([visit('ann', 1, 3), visit('ann', 2, 1)]);
console.log(app.users.get('ann'));
