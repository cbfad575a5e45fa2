// expect: none
// what a helper answers decides a message only, not the count that another helper makes later
const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
const hits = { n: 0 };
const any = () => hits.n > 0;
const hit = () => {
  hits.n = hits.n + 1;
};

async function serve(ms) {
  if (any()) console.log('warm');
  await sleep(ms);
  hit();
}
await Promise.all([serve(5), serve(2)]);
