// expect: none
// acquire gives a release function, as many libraries do
const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
const files = new Map([['log', '']]);
const locks = new Map();

async function acquire(name) {
  const before = locks.get(name);
  let release;
  const held = new Promise((r) => (release = r));
  locks.set(name, held);
  await before;
  return release;
}
async function append(name, text, ms) {
  const release = await acquire(name);
  try {
    const content = files.get(name);
    await sleep(ms);
    files.set(name, content + text);
  } finally {
    release();
  }
}
await Promise.all([append('log', 'a', 3), append('log', 'b', 1), append('log', 'c', 2)]);
console.log(files.get('log'));
