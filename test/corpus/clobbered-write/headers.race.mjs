// expect: race clobbered-write on Headers defaults key "authorization"
// one Headers object for all calls of the client
const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
const defaults = new Headers();

async function call(user, ms) {
  defaults.set('authorization', `Bearer ${user}`); //! A
  await sleep(ms); // resolve the host
  return `${user} calls with ${defaults.get('authorization')}`; //! B
}
console.log(await Promise.all([call('ann', 3), call('bob', 1)]));
