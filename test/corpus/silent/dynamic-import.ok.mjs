// expect: none
// a module is loaded once, whoever asks first
const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
let os;

async function platform(ms) {
  await sleep(ms);
  os ??= import('node:os');
  return (await os).EOL.length;
}
console.log(await Promise.all([platform(2), platform(1)]));
