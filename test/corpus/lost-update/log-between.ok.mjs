// expect: none
const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
const accounts = new Map([["alice", 100]]);
const log = [];
async function withdraw(name, n, ms) {
  const before = accounts.get(name);
  await sleep(ms);
  const balance = accounts.get(name);
  log.push(`withdraw ${n} of ${balance}, was ${before}`);
  accounts.set(name, balance - n);
}
await Promise.all([withdraw("alice", 10, 6), withdraw("alice", 20, 2)]);
console.log(log.length);
