// expect: race clobbered-write on variable tenant
const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
let tenant = '';

function migrate(name, ms) {
  tenant = name; //! A
  return sleep(ms).then(() => `${name}: migrated ${tenant}`); //! B
}
async function job(name, ms) {
  return await migrate(name, ms);
}
console.log(await Promise.all([job('blue', 3), job('red', 1)]));
