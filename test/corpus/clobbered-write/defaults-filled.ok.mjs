// expect: none
// the options of a call are put into an object of its own, those of the program into the defaults of all, once
import { setTimeout as sleep } from 'node:timers/promises';

const defaults = { timeout: 100, headers: {} };

async function configure(load) {
  Object.assign(defaults, await load());
}

async function request(url, options) {
  const merged = Object.assign({}, defaults, options);
  await sleep(url.length);
  return [url, merged.timeout];
}

await configure(async () => ({ timeout: 50 }));
console.log((await Promise.all([request('/aaa', { timeout: 1 }), request('/b', { timeout: 2 })])).length);
