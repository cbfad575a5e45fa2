// expect: race lost-update on object locks key "file"
const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
const locks = {};

async function acquire(name, owner, ms) {
  if (name in locks) return false; //! A
  await sleep(ms);
  locks[name] = owner; //! B
  return true;
}
console.log(await Promise.all([acquire('file', 'ann', 3), acquire('file', 'bob', 1)]), locks);
