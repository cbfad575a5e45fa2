// expect: race clobbered-write on variable reading
import { stat } from 'node:fs';
import { fileURLToPath } from 'node:url';
let reading = '';
const log = [];

function size(name, done) {
  reading = name; //! A
  stat(fileURLToPath(import.meta.url), (error, info) => {
    log.push(`${name}: ${reading} has ${info.size > 0 ? 'some' : 'no'} bytes`); //! B
    done();
  });
}
const measured = (name, ms) => new Promise((done) => setTimeout(size, ms, name, done));
await Promise.all([measured('a', 1), measured('b', 1)]);
console.log(log);
