// expect: none
import { readFile } from 'node:fs';
import { fileURLToPath } from 'node:url';
const stats = { bytes: 0 };

function measure(file, done) {
  readFile(file, (error, data) => {
    if (error) throw error;
    stats.bytes = stats.bytes + data.length;
    done();
  });
}
const self = fileURLToPath(import.meta.url);
const measured = () => new Promise((done) => setImmediate(() => measure(self, done)));
await Promise.all([measured(), measured()]);
console.log(stats.bytes);
