// expect: race order-race on property view.results
// what is tested was not written along with the newer answer: it says nothing of it
const sleep = (ms) => new Promise((r) => setTimeout(r, ms));

const view = { isOpen: true, results: '' };
async function search(query, ms) {
  await sleep(ms);
  if (!view.isOpen) return;
  view.results = `results of ${query}`; //! AB
}
setTimeout(() => (view.isOpen = false), 40);
await Promise.all([search('ra', 12), search('race', 3)]);
console.log(view.results);
