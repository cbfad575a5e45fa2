// expect: none
import { setTimeout as sleep } from 'node:timers/promises';
const desks = { window: '', door: '' };

async function sit(name, ms) {
  await sleep(ms);
  let free = '';
  for (const [desk, who] of Object.entries(desks)) {
    if (!who) {
      free = desk;
      break;
    }
  }
  desks[free] = name;
}
await Promise.all([sit('ann', 6), sit('bob', 2)]);
console.log(desks);
