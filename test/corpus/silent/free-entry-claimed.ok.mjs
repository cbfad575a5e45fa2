// expect: none
// What a loop finds free is claimed at once and given back; and who looks for an entry by what it holds wants its key alone.
import { setTimeout as sleep } from 'node:timers/promises';
const slots = new Map([
  [1, null],
  [2, null],
  [3, null],
]);
const users = new Map([['u1', { email: 'ann@example.org', visits: 0 }]]);

function findFree() {
  for (const [slot, who] of slots) if (who === null) return slot;
  return 0;
}
async function run(who, ms) {
  const slot = findFree();
  slots.set(slot, who);
  await sleep(ms);
  slots.set(slot, null);
}
function idOf(email) {
  for (const [id, user] of users) if (user.email === email) return id;
}
async function visit(email, ms) {
  const id = idOf(email);
  await sleep(ms);
  const user = users.get(id);
  users.set(id, { ...user, visits: user.visits + 1 });
}
await Promise.all([run('a', 6), run('b', 2), run('c', 3)]);
await Promise.all([visit('ann@example.org', 4), visit('ann@example.org', 2), run('d', 3)]);
console.log(slots, users);
