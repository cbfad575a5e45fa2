// expect: none
// why: what is called after the suspension sets the flag by itself, not by the answer that the function left by
import { setTimeout as sleep } from 'node:timers/promises';

class Player {
  paused = false;
  isPaused() {
    return this.paused === true;
  }
  pause() {
    this.paused = true;
  }
  resume() {
    this.paused = false;
  }
}
const player = new Player();
async function play() {
  if (player.isPaused()) return;
  await sleep(1);
}
async function session() {
  await play();
  player.pause();
  await sleep(1);
  player.resume();
}
await Promise.all([session(), session()]);
console.log(player.isPaused());
