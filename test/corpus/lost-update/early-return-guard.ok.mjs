// expect: none
const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
const quota = { used: 0, most: 100 };

async function upload(size, ms) {
  if (quota.used + size > quota.most) throw new Error('no space left');
  quota.used += size;
  await sleep(ms);
}
await Promise.allSettled([upload(60, 5), upload(60, 2)]);
console.log(quota.used > quota.most);
