// expect: none
const sleep = (ms) => new Promise((r) => setTimeout(r, ms));

async function handle(user, ms) {
  const currentUser = user;
  await sleep(ms);
  return `${user} sees the orders of ${currentUser}`;
}
console.log(await Promise.all([handle('ann', 3), handle('bob', 1)]));
