// expect: none
// a visit leaves whose room it is as it is: the reducer makes another record, in which that is the same
const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
const rooms = new Map([['a', { owner: null, visits: 0 }]]);
function reduce(room, action) {
  switch (action.type) {
    case 'visit':
      return { owner: room.owner, visits: room.visits + 1 };
    case 'own':
      return { owner: action.who, visits: room.visits };
  }
}
function dispatch(k, action) {
  rooms.set(k, reduce(rooms.get(k), action));
}
async function own(k, who) {
  if (rooms.get(k).owner !== null) return;
  await sleep(2);
  dispatch(k, { type: 'own', who });
}
async function visit(k) {
  await sleep(1);
  dispatch(k, { type: 'visit' });
}
await Promise.all([own('a', 'ann'), visit('a')]);
console.log(rooms.get('a'));
