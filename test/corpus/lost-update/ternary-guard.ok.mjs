// expect: none
const sleep = (ms, value) => new Promise((r) => setTimeout(r, ms, value));
const config = { region: '' };

async function region(candidate, ms) {
  const answer = await sleep(ms, candidate);
  return config.region ? config.region : (config.region = answer);
}
console.log(await Promise.all([region('eu', 3), region('us', 1)]), config.region);
