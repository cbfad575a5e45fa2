// expect: race order-race on variable settings
// level: strict
// the settings are used without waiting until they are there; here they happen to be
const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
let settings;

async function load() {
  await sleep(1);
  settings = { port: 80 }; //! A
}
async function start() {
  await sleep(6);
  return settings?.port; //! B
}
const [, port] = await Promise.all([load(), start()]);
console.log(port);
