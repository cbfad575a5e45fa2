// expect: none
const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
const defaults = new Headers();

async function call(user, ms) {
  const headers = new Headers(defaults);
  headers.set('authorization', `Bearer ${user}`);
  await sleep(ms); // resolve the host
  return `${user} calls with ${headers.get('authorization')}`;
}
console.log(await Promise.all([call('ann', 3), call('bob', 1)]));
