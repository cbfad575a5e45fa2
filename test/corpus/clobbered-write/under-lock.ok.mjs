// expect: none
const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
let dialect = '';
let tail = Promise.resolve();

async function compile(name, ms) {
  return (tail = tail.then(async () => {
    dialect = name;
    await sleep(ms);
    return `${name}: compiled as ${dialect}`;
  }));
}
console.log(await Promise.all([compile('es5', 4), compile('es2020', 2)]));
