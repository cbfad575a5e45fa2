// expect: race lost-update on Headers shared key "x-trace"
const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
const shared = new Headers({ 'x-trace': 'start' });

async function hop(name, ms) {
  const trace = shared.get('x-trace'); //! A
  await sleep(ms);
  shared.set('x-trace', `${trace},${name}`); //! B
}
await Promise.all([hop('gateway', 3), hop('auth', 1)]);
console.log(shared.get('x-trace'));
