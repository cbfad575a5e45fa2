// expect: none
// The helper that adds asks once more in the turn in which it adds; the other adds before it waits.
import { setTimeout as sleep } from 'node:timers/promises';

const users = [];
const names = [];
const db = {
  async findByEmail(email) {
    await sleep(2);
    return users.find((user) => user.email === email) ?? null;
  },
  async insert(user) {
    await sleep(2);
    if (users.some(({ email }) => email === user.email)) throw new Error('taken');
    users.push(user);
    return user;
  },
  has(name) {
    return names.includes(name);
  },
  async add(name) {
    names.push(name);
    await sleep(2);
    return name;
  },
};

async function register(email) {
  const existing = await db.findByEmail(email);
  if (existing) throw new Error('taken');
  return db.insert({ email });
}

async function claim(name) {
  await sleep(1);
  if (db.has(name)) throw new Error('taken');
  return db.add(name);
}

await Promise.allSettled([register('a@b.c'), register('a@b.c'), claim('a'), claim('a')]);
console.log(users.length, names.length);
