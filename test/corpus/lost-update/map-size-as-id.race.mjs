// expect: race lost-update on Map users
// the next number is the size of the Map, and two tasks get the same one
const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
const users = new Map();

async function signUp(name, ms) {
  const id = users.size + 1; //! A
  await sleep(ms);
  users.set(id, name); //! B
}
await Promise.all([signUp('ann', 3), signUp('bob', 1)]);
console.log(users);
