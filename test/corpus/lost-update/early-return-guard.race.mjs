// expect: race lost-update on object quota key "used"
// the condition that throws decides all that follows, also an update that reads the value again
const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
const quota = { used: 0, most: 100 };

async function upload(size, ms) {
  if (quota.used + size > quota.most) throw new Error('no space left'); //! A
  await sleep(ms);
  quota.used += size; //! B
}
await Promise.allSettled([upload(60, 5), upload(60, 2)]);
console.log(quota.used > quota.most);
