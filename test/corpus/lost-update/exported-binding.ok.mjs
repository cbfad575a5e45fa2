// expect: none
const sleep = (ms) => new Promise((r) => setTimeout(r, ms));

export let version = 1;
export async function publish(step, ms) {
  await sleep(ms);
  version += step;
}
await Promise.all([publish(1, 3), publish(10, 1)]);
console.log(version);
