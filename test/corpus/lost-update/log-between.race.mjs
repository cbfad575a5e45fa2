// expect: race lost-update
// the balance is read again, but only to print it
const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
const accounts = new Map([["alice", 100]]);
const log = [];
async function withdraw(name, n, ms) {
  const balance = accounts.get(name); //! A
  await sleep(ms);
  log.push(`withdraw ${n} of ${accounts.get(name)}`);
  accounts.set(name, balance - n); //! B
}
await Promise.all([withdraw("alice", 10, 6), withdraw("alice", 20, 2)]);
console.log(log.length);
