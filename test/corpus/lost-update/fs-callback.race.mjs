// expect: race lost-update on property stats.bytes
import { readFile } from 'node:fs';
import { fileURLToPath } from 'node:url';
const stats = { bytes: 0 };

function measure(file, done) {
  const before = stats.bytes; //! A
  readFile(file, (error, data) => {
    if (error) throw error;
    stats.bytes = before + data.length; //! B
    done();
  });
}
const self = fileURLToPath(import.meta.url);
const measured = () => new Promise((done) => setImmediate(() => measure(self, done)));
await Promise.all([measured(), measured()]);
console.log(stats.bytes);
