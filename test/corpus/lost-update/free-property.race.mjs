// expect: race lost-update
import { setTimeout as sleep } from 'node:timers/promises';
const desks = { window: '', door: '' };

async function sit(name, ms) {
  let free = '';
  for (const [desk, who] of Object.entries(desks)) { //! A
    if (!who) {
      free = desk;
      break;
    }
  }
  await sleep(ms);
  desks[free] = name; //! B
}
await Promise.all([sit('ann', 6), sit('bob', 2)]);
console.log(desks);
