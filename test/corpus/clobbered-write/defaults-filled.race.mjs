// expect: race clobbered-write
// why: the options of a call are put into the defaults of all
import { setTimeout as sleep } from 'node:timers/promises';

const defaults = { timeout: 100, headers: {} };

async function request(url, options) {
  const merged = Object.assign(defaults, options); //! A
  await sleep(url.length);
  return [url, merged.timeout]; //! B
}

console.log((await Promise.all([request('/aaa', { timeout: 1 }), request('/b', { timeout: 2 })])).length);
