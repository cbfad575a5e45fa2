// expect: race lost-update on object this key "owner"
// why: nobody has taken the record away in between, and both that looked at its owner give it a new one
const sleep = (ms) => new Promise((r) => setTimeout(r, ms));

class Lease {
  owner = { name: 'nobody', done: true };
  take(owner) {
    this.owner = owner; //! B
  }
  isFree() {
    return this.owner.done; //! A
  }
}
const lease = new Lease();

async function work(name, ms) {
  if (!lease.isFree()) return false;
  await sleep(ms);
  lease.take({ name, done: false });
  return true;
}
console.log(await Promise.all([work('ann', 3), work('bob', 2)]));
