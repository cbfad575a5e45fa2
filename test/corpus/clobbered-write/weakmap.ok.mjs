// expect: none
const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
const meta = new WeakMap();

async function tag(label, ms) {
  const socket = { name: 'socket' };
  meta.set(socket, label);
  await sleep(ms);
  return `${label}: ${meta.get(socket)}`;
}
console.log(await Promise.all([tag('a', 3), tag('b', 1)]));
