// expect: none
// a worker that finds no page asks whether others may still bring some; that decides nothing of the page it finds later
const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
const links = { '/': ['/a', '/b'], '/a': ['/b', '/c'], '/b': ['/c'], '/c': [] };
const seen = new Set(['/']);
const pages = ['/'];
let active = 0;

async function crawl() {
  for (;;) {
    const page = pages.shift();
    if (page === undefined) {
      if (active === 0) return;
      await sleep(1);
      continue;
    }
    active++;
    await sleep(2);
    for (const link of links[page]) {
      if (seen.has(link)) continue;
      seen.add(link);
      pages.push(link);
    }
    active--;
  }
}
await Promise.all([crawl(), crawl()]);
console.log(seen.size);
