// expect: race lost-update on Map votes key "ann"
// what was read is given a default, which decides nothing: in another order the second call counts from nothing, too
const sleep = (ms) => new Promise((r) => setTimeout(r, ms));

const votes = new Map();
async function vote(who, ms) {
  await sleep(ms);
  const before = votes.get(who) ?? 0; //! A
  await sleep(2); // is it a robot?
  votes.set(who, before + 1); //! B
}
await Promise.all([vote('ann', 0), vote('ann', 30)]);
console.log(votes.get('ann'));
