// expect: none
// a condition that only fills what is empty decides nothing of what a timer writes that looks again (seen in Redux Toolkit)
const subscriptions = new Map();
const patches = [];
let previous = null;
let timer = null;

function change(key) {
  if (!previous) {
    previous = Object.fromEntries(subscriptions);
  }
  if (key === 'reset') {
    previous = {};
    timer = null;
    return;
  }
  subscriptions.set(key, (subscriptions.get(key) ?? 0) + 1);
  if (!timer) {
    timer = setTimeout(() => {
      const next = Object.fromEntries(subscriptions);
      patches.push([previous, next]);
      previous = next;
      timer = null;
    }, 5);
  }
}

for (const [at, key] of ['a', 'reset', 'b', 'c', 'reset', 'a'].entries()) setTimeout(change, 2 * at, key);
setTimeout(() => console.log(patches.length > 0), 40);
