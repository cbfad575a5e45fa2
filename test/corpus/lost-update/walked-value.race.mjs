// expect: race lost-update on Map users
// a walk hands out users without their keys, and each is put back under its own id behind an await
import { setTimeout as sleep } from 'node:timers/promises';

const users = new Map([['u1', { id: 'u1', credits: 5 }], ['u2', { id: 'u2', credits: 1 }]]);
const quote = async (user) => { await sleep(user.credits); return 2; };
async function renewAll() {
  for (const user of users.values()) { //! A
    const extra = await quote(user);
    users.set(user.id, { ...user, credits: user.credits + extra }); //! B
  }
}
async function spend(id) {
  await sleep(2);
  const user = users.get(id);
  users.set(id, { ...user, credits: user.credits - 1 });
}
await Promise.all([renewAll(), spend('u1')]);
console.log(users);
