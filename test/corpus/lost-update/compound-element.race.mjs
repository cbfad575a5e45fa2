// expect: race lost-update on object votes key "yes"
const sleep = (ms, value) => new Promise((r) => setTimeout(r, ms, value));
const votes = { yes: 0, no: 0 };

async function vote(answer, weight, ms) {
  votes[answer] += await sleep(ms, weight); //! AB
}
await Promise.all([vote('yes', 1, 2), vote('yes', 3, 1), vote('no', 1, 1)]);
console.log(votes);
