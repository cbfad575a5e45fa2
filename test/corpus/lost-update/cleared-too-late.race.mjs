// expect: race lost-update on variable ticks
// why: the interval is cleared only when the count has been sent: what it counts meanwhile is lost
const sleep = (ms) => new Promise((done) => setTimeout(done, ms));
const sent = [];
let ticks = 0;
const counting = setInterval(() => {
  ticks++;
}, 2);
async function take() {
  const n = ticks; //! A
  await sleep(7);
  sent.push(n);
  ticks = 0; //! B
  clearInterval(counting);
}
setTimeout(take, 20);
