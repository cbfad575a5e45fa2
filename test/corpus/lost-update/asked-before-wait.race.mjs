// expect: race lost-update on property current
// why: what a call keeps has decided the rendering before its wait, although it is asked behind that again
const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
const config = { current: null };
let renders = 0;
function render() {
  config.current = { number: ++renders, live: true }; //! B
}
async function trigger(send) {
  const options = { ...config.current }; //! A
  if (options.live) queueMicrotask(() => render());
  const data = await send(options);
  if (options.loud) console.log(data);
}
async function main() {
  render();
  await sleep(1);
  void trigger(() => sleep(2));
  render();
  await sleep(9);
}
await main();
