// expect: none
// the condition asked for another property than the one that is replaced, and that stays as it is now
const sleep = (ms) => new Promise((r) => setTimeout(r, ms));

let state = { ready: true, count: 0 };
const users = new Map([['ann', { active: true, visits: 0 }]]);
async function work(ms) {
  if (!state.ready || !users.get('ann').active) return;
  await sleep(ms);
  state = { ...state, count: state.count + 1 };
  users.set('ann', { ...users.get('ann'), visits: users.get('ann').visits + 1 });
}
await Promise.all([work(9), work(3)]);
console.log(state, users);
