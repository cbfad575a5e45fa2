// expect: none
// an answer is shown only while its query is the newest
const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
const view = { results: '' };
let newest = 0;

async function search(query, ms) {
  const number = ++newest;
  await sleep(ms);
  if (number !== newest) return;
  view.results = `results for ${query}`;
}
await Promise.all([search('ra', 25), search('race', 1)]);
console.log(view.results);
