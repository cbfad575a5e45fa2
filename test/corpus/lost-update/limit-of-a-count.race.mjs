// expect: race lost-update
// why: what is counted is read again with a default, which checks nothing: the pool was not full when both asked
import { setTimeout as sleep } from 'node:timers/promises';

const inUse = {};
function took(host) {
  inUse[host] = (inUse[host] || 0) + 1; //! B
}
async function open(host) {
  return sleep(1, { host });
}
async function acquire(host) {
  if ((inUse[host] || 0) >= 1) return null; //! A
  const connection = await open(host);
  took(host);
  return connection;
}
console.log(await Promise.all([acquire('a'), acquire('a')]));
