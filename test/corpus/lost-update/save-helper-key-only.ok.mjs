// expect: none
// what was read before is the key of another entry
const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
const current = new Map([["room", "lobby"]]);
const counts = new Map([["lobby", 0]]);
function bump(room) { counts.set(room, counts.get(room) + 1); }
function move(name, room) { current.set(name, room); }
async function enter(ms) {
  const room = current.get("room");
  await sleep(ms);
  bump(room);
}
await Promise.all([enter(6), enter(2)]);
move("room", "hall");
console.log(counts.get("lobby"));
