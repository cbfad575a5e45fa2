// expect: none
const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
const docs = new Map([["d", { a: 0, b: 0 }]]);
const merge = (mine, base) => ({ ...docs.get("d"), ...mine, base: base.a });
async function edit(change, ms) {
  const base = docs.get("d");
  await sleep(ms);
  console.log(typeof docs.get("d"));
  docs.set("d", merge(change, base));
}
await Promise.all([edit({ a: 1 }, 6), edit({ b: 1 }, 2)]);
console.log(docs.get("d").a, docs.get("d").b);
