// expect: none
const sleep = (ms, value) => new Promise((r) => setTimeout(r, ms, value));
let state = { user: '', theme: '' };

async function patch(key, value, ms) {
  const fresh = { [key]: await sleep(ms, value) };
  state = { ...state, ...fresh };
}
await Promise.all([patch('user', 'ann', 3), patch('theme', 'dark', 1)]);
console.log(state);
