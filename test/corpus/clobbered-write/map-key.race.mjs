// expect: race clobbered-write on Map scratch key "query"
const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
const scratch = new Map();

async function search(text, ms) {
  scratch.set('query', text); //! A
  await sleep(ms);
  return `${text}: results for ${scratch.get('query')}`; //! B
}
console.log(await Promise.all([search('cat', 3), search('dog', 1)]));
