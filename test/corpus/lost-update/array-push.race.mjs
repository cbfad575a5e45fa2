// expect: race lost-update on array members
const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
const members = ['ann'];

async function join(name, ms) {
  if (members.includes(name)) return; //! A
  await sleep(ms);
  members.push(name); //! B
}
await Promise.all([join('bob', 3), join('bob', 1)]);
console.log(members);
