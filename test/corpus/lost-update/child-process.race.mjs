// expect: race lost-update on object exits key "sum"
import { execFile } from 'node:child_process';
const exits = { sum: 0 };
const key = 'sum';

function run(text) {
  const before = exits[key]; //! A
  return new Promise((done) => {
    execFile('echo', [text], (error, out) => {
      exits[key] = before + out.trim().length; //! B
      done();
    });
  });
}
const job = async (text) => await run(text);
await Promise.all([job('a'), job('bcd')]);
console.log(exits);
