// expect: none
// why: who asks whether there is a loader finds one, whichever the last render has put there
import { setTimeout as sleep } from 'node:timers/promises';

const ref = { current: null };
const settings = { current: null };
function render(load) {
  queueMicrotask(() => update(load));
}
function update(load) {
  ref.current = load;
}
function refresh() {
  const load = ref.current;
  if (!load) return Promise.reject(new Error('no loader'));
  render((key) => key + 1);
  return load(1);
}
async function trigger() {
  if (!ref.current) throw new Error('no loader');
  render((key) => key + 2);
  await sleep(1);
}
update((key) => key);
for (let i = 0; i < 6; i++) {
  setTimeout(() => render((key) => key + 3), 1);
  setTimeout(() => update((key) => key + 4), 1);
  await Promise.all([refresh(), trigger(), refresh(), sleep(3)]);
}
