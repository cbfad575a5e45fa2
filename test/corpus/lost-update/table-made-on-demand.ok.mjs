// expect: none
// whoever finds no table makes one, and a timer puts a new one in its place, made of the one there is by then
import { setTimeout as sleep } from 'node:timers/promises';
let table = null;
let timer = null;
const sizes = [];
function put(key, value, ms) {
  if (!table) table = { rows: {} };
  sizes.push(Object.keys(table.rows).length);
  setTimeout(() => {
    table = { rows: { ...table.rows, [key]: value } };
  }, ms);
}
function flushLater(ms) {
  if (!timer) {
    timer = setTimeout(() => {
      timer = null;
    }, ms);
  }
  sizes.push(timer);
}
put('a', 1, 4);
flushLater(3);
put('b', 2, 2);
flushLater(5);
await sleep(10);
console.log(Object.keys(table.rows).length, sizes.length);
