// expect: race lost-update on Map rooms key "r1"
// both guests find the room free, and the second one to pay takes it from the first
const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
const rooms = new Map();

const book = async (guest, ms) => {
  if (rooms.has('r1')) return false; //! A
  await sleep(ms);
  rooms.set('r1', guest); //! B
  return true;
};
console.log(await Promise.all([book('ann', 2), book('bob', 4)]), rooms.get('r1'));
