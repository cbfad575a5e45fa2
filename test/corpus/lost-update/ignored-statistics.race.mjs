// expect: race lost-update on Map hits key "home"
import { setTimeout as sleep } from 'node:timers/promises';
const hits = new Map([['home', 0]]);

async function count(page, ms) {
  const before = hits.get(page); //! A
  await sleep(ms);
  hits.set(page, before + 1); //! AB
}

await Promise.all([count('home', 4), count('home', 2)]);
