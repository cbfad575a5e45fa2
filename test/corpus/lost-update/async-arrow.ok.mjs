// expect: none
const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
const rooms = new Map();

const book = async (guest, ms) => {
  await sleep(ms);
  if (rooms.has('r1')) return false;
  rooms.set('r1', guest);
  return true;
};
console.log(await Promise.all([book('ann', 2), book('bob', 4)]), rooms.get('r1'));
