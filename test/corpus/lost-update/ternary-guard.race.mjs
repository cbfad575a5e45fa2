// expect: race lost-update on property config.region
const sleep = (ms, value) => new Promise((r) => setTimeout(r, ms, value));
const config = { region: '' };

async function region(candidate, ms) {
  return config.region ? config.region : (config.region = await sleep(ms, candidate)); //! AB
}
console.log(await Promise.all([region('eu', 3), region('us', 1)]), config.region);
