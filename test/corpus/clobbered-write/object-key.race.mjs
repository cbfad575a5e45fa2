// expect: race clobbered-write on object uploads key "tmp"
const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
const uploads = {};
const slot = 'tmp';

async function upload(name, ms) {
  uploads[slot] = name; //! A
  await sleep(ms);
  return `stored ${name} as ${uploads[slot]}`; //! B
}
console.log(await Promise.all([upload('a.png', 3), upload('b.png', 1)]));
