// expect: race lost-update on property connection.user
// a connection is found free, tested with a ping, and then handed out: to two at once
const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
const pool = [{ id: 1, user: '' }, { id: 2, user: '' }];

async function checkOut(user, ms) {
  const connection = pool.find((candidate) => candidate.user === ''); //! A
  await sleep(ms); // ping it
  connection.user = user; //! B
  return connection.id;
}
console.log(await Promise.all([checkOut('ann', 3), checkOut('bob', 1)]), pool);
