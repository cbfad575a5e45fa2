// expect: none
// The copy was made before the await; what is written back is made of it.
import { setTimeout as sleep } from 'node:timers/promises';
const player = { health: 100, level: 1 };

async function hurt(points, ms) {
  await sleep(ms);
  const snapshot = { ...player };
  player.health = snapshot.health - points;
}
await Promise.all([hurt(10, 6), hurt(20, 2)]);
console.log(player);
