// expect: race clobbered-write
import { setTimeout as sleep } from 'node:timers/promises';
let current;
const reported = [];

function report(value) {
  current = value; //! A
  setTimeout(() => reported.push(current), 2); //! B
}
const source = async (name) => report(name);
await Promise.all([source('a'), source('b')]);
await sleep(20);
console.log(reported.length);
