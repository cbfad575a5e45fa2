// expect: none
const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
const members = ['ann'];

async function join(name, ms) {
  await sleep(ms);
  if (members.includes(name)) return;
  members.push(name);
}
await Promise.all([join('bob', 3), join('bob', 1)]);
console.log(members);
