// expect: race lost-update on Map results key "a"
// both wait for one promise, and each for a value behind it: what they store is no longer what that promise gave them
const sleep = (ms) => new Promise((done) => setTimeout(done, ms));
const rows = sleep(2).then(() => 'row');
const results = new Map();

async function fill(key) {
  if (results.has(key)) return; //! A
  const row = await rows;
  await 0;
  results.set(key, [row]); //! B
}
await Promise.all([fill('a'), fill('a')]);
