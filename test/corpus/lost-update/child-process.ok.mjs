// expect: none
import { execFile } from 'node:child_process';
const exits = { sum: 0 };
const key = 'sum';

function run(text) {
  return new Promise((done) => {
    execFile('echo', [text], (error, out) => {
      exits[key] += out.trim().length;
      done();
    });
  });
}
const job = async (text) => await run(text);
await Promise.all([job('a'), job('bcd')]);
console.log(exits);
