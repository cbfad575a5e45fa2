// expect: none
const sleep = (ms) => new Promise((r) => setTimeout(r, ms));

const view = { isOpen: true, results: '', asked: '' };
async function search(query, ms) {
  view.asked = query;
  await sleep(ms);
  if (view.asked !== query) return;
  view.results = `results of ${query}`;
}
await Promise.all([search('ra', 12), search('race', 3)]);
console.log(view.results);
