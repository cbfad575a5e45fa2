// expect: none
// why: who writes a reaction behind a call takes its own next step in the same turn, and knows of it in the reaction
const state = { status: 'idle' };
const cache = new Map();
const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
async function prepare() {
  if (state.status !== 'ready') await sleep(1);
}
function start() {
  const started = prepare().then(() => { state.status = 'ready'; });
  state.status = 'starting';
  return started;
}
async function fetchAnew(k) {
  if (cache.has(k)) return cache.get(k);
  await sleep(1);
  return { k };
}
function get(k) {
  const hit = cache.get(k);
  if (hit) return hit;
  const answer = fetchAnew(k).then((v) => {
    cache.set(k, v);
    return v;
  });
  cache.set(k, answer);
  return answer;
}
await start();
console.log(state, await Promise.all([get('a'), get('a'), get('b')]));
