// expect: race clobbered-write on WeakMap meta
const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
const meta = new WeakMap();
const socket = { name: 'socket' };

async function tag(label, ms) {
  meta.set(socket, label); //! A
  await sleep(ms);
  return `${label}: ${meta.get(socket)}`; //! B
}
console.log(await Promise.all([tag('a', 3), tag('b', 1)]));
