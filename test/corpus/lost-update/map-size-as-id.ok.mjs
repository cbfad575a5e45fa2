// expect: none
const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
const users = new Map();

async function signUp(name, ms) {
  await sleep(ms);
  users.set(users.size + 1, name);
}
await Promise.all([signUp('ann', 3), signUp('bob', 1)]);
console.log(users);
