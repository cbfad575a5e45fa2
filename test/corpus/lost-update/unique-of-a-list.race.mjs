// expect: race lost-update
// "Is there one already?" is answered by one helper, and the call that adds one is the function's last: it is not awaited there.
import { setTimeout as sleep } from 'node:timers/promises';

const users = [];
const db = {
  async findByEmail(email) {
    await sleep(2);
    return users.find((user) => user.email === email) ?? null; //! A
  },
  async insert(user) {
    await sleep(2);
    users.push(user); //! B
    return user;
  },
};

async function register(email) {
  const existing = await db.findByEmail(email);
  if (existing) throw new Error('taken');
  return db.insert({ email });
}

await Promise.allSettled([register('a@b.c'), register('a@b.c')]);
console.log(users.length > 0);
