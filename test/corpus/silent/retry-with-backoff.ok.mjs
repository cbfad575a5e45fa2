// expect: none
const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
const stats = { attempts: 0, failures: 0 };

async function flaky(name, failures) {
  stats.attempts++;
  await sleep(1);
  if (failures > 0) {
    stats.failures++;
    throw new Error(`${name} failed`);
  }
  return name;
}
async function retry(name, failures) {
  for (let attempt = 0; ; attempt++) {
    try {
      return await flaky(name, failures - attempt);
    } catch (error) {
      if (attempt > 3) throw error;
      await sleep(attempt);
    }
  }
}
console.log(await Promise.all([retry('a', 2), retry('b', 0), retry('c', 1)]), stats);
