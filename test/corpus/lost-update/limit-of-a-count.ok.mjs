// expect: none
// why: the place is taken before the connection is opened
import { setTimeout as sleep } from 'node:timers/promises';

const inUse = {};
function took(host) {
  inUse[host] = (inUse[host] || 0) + 1;
}
async function open(host) {
  return sleep(1, { host });
}
async function acquire(host) {
  if ((inUse[host] || 0) >= 1) return null;
  took(host);
  return open(host);
}
console.log(await Promise.all([acquire('a'), acquire('a')]));
