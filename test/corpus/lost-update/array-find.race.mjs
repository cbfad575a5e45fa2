// expect: race lost-update
import { setTimeout as sleep } from 'node:timers/promises';
const users = [];

async function register(email) {
  const existing = users.find((user) => user.email === email); //! A
  if (existing) throw new Error('taken');
  await sleep(2);
  users.push({ email }); //! B
}
const results = await Promise.allSettled([register('a'), register('a')]);
console.log(results.length);
