// expect: race lost-update on variable table
// why: whoever finds no table makes one, and puts back in a timer what it took out of that: the second one's row is lost
import { setTimeout as sleep } from 'node:timers/promises';
let table = null;
function put(key, value, ms) {
  if (!table) table = { rows: {} };
  const { rows } = table; //! A
  setTimeout(() => {
    table = { rows: { ...rows, [key]: value } }; //! B
  }, ms);
}
put('a', 1, 4);
put('b', 2, 2);
await sleep(10);
console.log(Object.keys(table.rows).length);
