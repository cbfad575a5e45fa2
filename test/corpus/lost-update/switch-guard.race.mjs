// expect: race lost-update on property door.state
const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
const door = { state: 'closed' };

async function move(to, ms) {
  switch (door.state) { //! A
    case to:
      return;
    default:
      await sleep(ms);
      door.state = to; //! B
  }
}
await Promise.all([move('open', 3), move('locked', 1)]);
console.log(door.state);
