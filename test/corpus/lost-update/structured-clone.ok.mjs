// expect: none
// only what is to be changed is written
const sleep = (ms) => new Promise((r) => setTimeout(r, ms));

const config = { theme: 'light', size: 1 };
async function change(patch, ms) {
  const copy = structuredClone(config);
  await sleep(ms);
  if (copy.size > 0) Object.assign(config, patch);
}
await Promise.all([change({ theme: 'dark' }, 4), change({ size: 2 }, 2)]);
console.log(config.theme);
