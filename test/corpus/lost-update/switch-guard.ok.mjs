// expect: none
const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
const door = { state: 'closed' };

async function move(to, ms) {
  await sleep(ms);
  switch (door.state) {
    case to:
      return;
    default:
      door.state = to;
  }
}
await Promise.all([move('open', 3), move('locked', 1)]);
console.log(door.state);
