// expect: race lost-update
import { setTimeout as sleep } from 'node:timers/promises';

class Lobby {
  players = [];
  isFull() {
    return this.players.length >= 1; //! A
  }
  async join(name) {
    if (this.isFull()) return false;
    await sleep(2);
    this.players.push(name); //! B
    return true;
  }
}
const lobby = new Lobby();
console.log((await Promise.all([lobby.join('a'), lobby.join('b')])).length);
