// expect: none
// as a test runner does it: one test after the other over the state of one module
const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
const users = new Map();
let current;

async function login(name) {
  current = name;
  await sleep(1);
  users.set(current, (users.get(current) ?? 0) + 1);
}
const tests = [
  ['logs in', async () => await login('ann')],
  ['logs in again', async () => await login('ann')],
  ['logs another one in', async () => await login('bob')],
  ['walks the users', async () => {
    for (const [name] of users) {
      await sleep(1);
      if (name === '') throw new Error('no name');
    }
  }],
];
for (const [name, test] of tests) {
  users.delete('nobody');
  await test();
  console.log('ok', name);
}
