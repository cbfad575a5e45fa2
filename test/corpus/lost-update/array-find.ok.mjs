// expect: none
import { setTimeout as sleep } from 'node:timers/promises';
const users = [];

async function register(email) {
  await sleep(2);
  const existing = users.find((user) => user.email === email);
  if (existing) throw new Error('taken');
  users.push({ email });
}
const results = await Promise.allSettled([register('a'), register('a')]);
console.log(results.length);
