// expect: none
const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
const scratch = new Map();
let searches = 0;

async function search(text, ms) {
  const id = ++searches;
  scratch.set(id, text);
  await sleep(ms);
  return `${text}: results for ${scratch.get(id)}`;
}
console.log(await Promise.all([search('cat', 3), search('dog', 1)]));
