// expect: race order-race on property view.results
// the answer to the older query comes last and stays: reported at every level
const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
const view = { results: '' };

async function search(query, ms) {
  await sleep(ms);
  view.results = `results for ${query}`; //! AB
}
await Promise.all([search('ra', 25), search('race', 1)]);
console.log(view.results);
