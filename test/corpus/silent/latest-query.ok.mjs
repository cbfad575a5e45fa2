// expect: none
// the number of the newest query is written by every call, and compared after the await: that is its purpose
const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
const view = { newest: 0, text: '' };
let calls = 0;

async function show(text, ms) {
  const mine = ++calls;
  view.newest = mine;
  await sleep(ms);
  if (view.newest !== mine) return 'stale';
  view.text = text;
  return 'shown';
}
console.log(await Promise.all([show('a', 3), show('b', 1)]), view);
