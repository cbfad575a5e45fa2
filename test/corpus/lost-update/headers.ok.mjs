// expect: none
const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
const shared = new Headers({ 'x-trace': 'start' });

async function hop(name, ms) {
  await sleep(ms);
  const trace = shared.get('x-trace');
  shared.set('x-trace', `${trace},${name}`);
}
await Promise.all([hop('gateway', 3), hop('auth', 1)]);
console.log(shared.get('x-trace'));
