// expect: race clobbered-write on variable currentUser
const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
let currentUser;

async function handle(user, ms) {
  currentUser = user; //! A
  await sleep(ms);
  return `${user} sees the orders of ${currentUser}`; //! B
}
console.log(await Promise.all([handle('ann', 3), handle('bob', 1)]));
