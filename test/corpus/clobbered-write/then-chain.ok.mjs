// expect: none
const sleep = (ms) => new Promise((r) => setTimeout(r, ms));

function migrate(name, ms) {
  const tenant = name;
  return sleep(ms).then(() => `${name}: migrated ${tenant}`);
}
async function job(name, ms) {
  return await migrate(name, ms);
}
console.log(await Promise.all([job('blue', 3), job('red', 1)]));
