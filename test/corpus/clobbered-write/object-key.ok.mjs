// expect: none
const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
const uploads = {};

async function upload(name, ms) {
  const slot = `tmp-${name}`;
  uploads[slot] = name;
  await sleep(ms);
  return `stored ${name} as ${uploads[slot]}`;
}
console.log(await Promise.all([upload('a.png', 3), upload('b.png', 1)]));
