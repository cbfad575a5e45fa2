// expect: none
// level: strict
const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
let settings;

async function load() {
  await sleep(1);
  settings = { port: 80 };
}
async function start(loaded) {
  await loaded;
  return settings?.port;
}
const loaded = load();
const [, port] = await Promise.all([loaded, start(loaded)]);
console.log(port);
