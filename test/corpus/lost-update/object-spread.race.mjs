// expect: race lost-update on variable state
const sleep = (ms, value) => new Promise((r) => setTimeout(r, ms, value));
let state = { user: '', theme: '' };

async function patch(key, value, ms) {
  state = { ...state, [key]: await sleep(ms, value) }; //! AB
}
await Promise.all([patch('user', 'ann', 3), patch('theme', 'dark', 1)]);
console.log(state);
