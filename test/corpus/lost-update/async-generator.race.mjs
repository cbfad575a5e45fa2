// expect: race lost-update on object progress key "pages"
const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
const progress = { pages: 0 };
const key = 'pages';

async function* crawl(count, ms) {
  const before = progress[key]; //! A
  for (let i = 0; i < count; i++) {
    await sleep(ms);
    yield i;
  }
  progress[key] = before + count; //! B
}
async function drain(pages) {
  let last;
  for await (const page of pages) last = page;
  return last;
}
await Promise.all([drain(crawl(3, 1)), drain(crawl(2, 2))]);
console.log(progress.pages);
