// expect: none
// a walk hands out users without their keys, and what is put back under the id of each is made of what is there then
import { setTimeout as sleep } from 'node:timers/promises';

const users = new Map([['u1', { id: 'u1', credits: 5 }], ['u2', { id: 'u2', credits: 1 }]]);
const quote = async (user) => { await sleep(user.credits); return 2; };
async function renewAll() {
  for (const user of users.values()) {
    const extra = await quote(user);
    users.set(user.id, { ...users.get(user.id), credits: users.get(user.id).credits + extra });
  }
}
async function spend(id) {
  await sleep(2);
  const user = users.get(id);
  users.set(id, { ...user, credits: user.credits - 1 });
}
await Promise.all([renewAll(), spend('u1')]);
console.log(users);
