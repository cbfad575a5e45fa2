// expect: race lost-update on Map rooms key "a"
// why: both find no owner, and both dispatch; that the reducer keeps the rest of the room does not help
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
  rooms.set(k, reduce(rooms.get(k), action)); //! B
}
async function own(k, who) {
  if (rooms.get(k).owner !== null) return; //! A
  await sleep(2);
  dispatch(k, { type: 'own', who });
}
async function visit(k) {
  await sleep(1);
  dispatch(k, { type: 'visit' });
}
await Promise.all([own('a', 'ann'), own('a', 'bob')]);
console.log(rooms.get('a'));
