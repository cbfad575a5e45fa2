// expect: race stale-iteration on Map groups
const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
const groups = new Map([['a', [1, 2]], ['b', [3]], ['c', [4]]]);
const seen = [];

async function visitAll() {
  for (const [name, members] of groups) { //! AB
    for (const member of members) {
      await sleep(1);
      seen.push(name + member);
    }
  }
}
async function dissolve(name) {
  await sleep(2);
  groups.delete(name); //! B
}
await Promise.all([visitAll(), dissolve('c')]);
console.log(seen);
