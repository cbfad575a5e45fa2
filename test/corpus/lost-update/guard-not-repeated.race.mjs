// expect: race lost-update on Map seats key "12a"
// the seat is read again after the payment, but it is not tested again
const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
const seats = new Map([['12a', { free: true, history: [] }]]);

async function book(seat, guest, ms) {
  if (!seats.get(seat).free) return false; //! A
  await sleep(ms);
  const { history } = seats.get(seat);
  seats.set(seat, { free: false, history: [...history, guest] }); //! B
  return true;
}
console.log(await Promise.all([book('12a', 'ann', 3), book('12a', 'bob', 1)]), seats.get('12a'));
