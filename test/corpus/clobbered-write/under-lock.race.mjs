// expect: race clobbered-write on variable dialect
// the write is under the lock, the read that relies on it is not
const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
let dialect = '';
let tail = Promise.resolve();

async function compile(name, ms) {
  await (tail = tail.then(() => {
    dialect = name; //! A
  }));
  await sleep(ms);
  return `${name}: compiled as ${dialect}`; //! B
}
console.log(await Promise.all([compile('es5', 4), compile('es2020', 2)]));
