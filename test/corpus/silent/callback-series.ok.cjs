// expect: none
// callbacks in series: each one starts the next
const { readFile } = require('node:fs');
const sizes = { total: 0 };

function series(files, done) {
  const file = files.shift();
  if (!file) return done();
  const before = sizes.total;
  readFile(file, (error, data) => {
    if (error) throw error;
    sizes.total = before + data.length;
    series(files, done);
  });
}
series([__filename, __filename, __filename], () => console.log(sizes.total > 0));
