// expect: race lost-update on variable version
const sleep = (ms) => new Promise((r) => setTimeout(r, ms));

export let version = 1;
export async function publish(step, ms) {
  const current = version; //! A
  await sleep(ms);
  version = current + step; //! B
}
await Promise.all([publish(1, 3), publish(10, 1)]);
console.log(version);
