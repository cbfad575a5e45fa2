// expect: none
import { stat } from 'node:fs';
import { fileURLToPath } from 'node:url';
const log = [];

function size(name, done) {
  const reading = name;
  stat(fileURLToPath(import.meta.url), (error, info) => {
    log.push(`${name}: ${reading} has ${info.size > 0 ? 'some' : 'no'} bytes`);
    done();
  });
}
const measured = (name, ms) => new Promise((done) => setTimeout(size, ms, name, done));
await Promise.all([measured('a', 1), measured('b', 1)]);
console.log(log);
