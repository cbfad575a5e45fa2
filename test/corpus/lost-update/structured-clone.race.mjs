// expect: race lost-update on object config
// a deep copy reads all that the object holds
const sleep = (ms) => new Promise((r) => setTimeout(r, ms));

const config = { theme: 'light', size: 1 };
async function change(patch, ms) {
  const copy = structuredClone(config); //! A
  await sleep(ms);
  Object.assign(config, { ...copy, ...patch }); //! B
}
await Promise.all([change({ theme: 'dark' }, 4), change({ size: 2 }, 2)]);
console.log(config.theme);
