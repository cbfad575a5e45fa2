// expect: none
// why: what a call keeps for after its wait decides nothing of the rendering that it had set going before
const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
const config = { current: null };
let renders = 0;
function render() {
  const number = ++renders;
  config.current = { onSuccess: (data) => console.log(data, number) };
}
async function trigger(send) {
  const options = { loud: true, ...config.current };
  queueMicrotask(() => render());
  try {
    const data = await send({ ...options, quiet: false });
    if (options.onSuccess) options.onSuccess(data);
  } catch (error) {
    if (options.loud) throw error;
  }
}
async function main() {
  render();
  await sleep(1);
  void trigger(() => sleep(2));
  render();
  await sleep(9);
}
await main();
