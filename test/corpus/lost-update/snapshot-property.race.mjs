// expect: race lost-update
// The copy was made before the await; what is written back is made of it.
import { setTimeout as sleep } from 'node:timers/promises';
const player = { health: 100, level: 1 };

async function hurt(points, ms) {
  const snapshot = { ...player }; //! A
  await sleep(ms);
  player.health = snapshot.health - points; //! B
}
await Promise.all([hurt(10, 6), hurt(20, 2)]);
console.log(player);
