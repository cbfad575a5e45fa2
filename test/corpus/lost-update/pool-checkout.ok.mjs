// expect: none
const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
const pool = [{ id: 1, user: '' }, { id: 2, user: '' }];

async function checkOut(user, ms) {
  const connection = pool.find((candidate) => candidate.user === '');
  connection.user = user;
  await sleep(ms); // ping it
  return connection.id;
}
console.log(await Promise.all([checkOut('ann', 3), checkOut('bob', 1)]), pool);
