// expect: none
// what two callbacks read is shown; what is written is nobody's answer
const temps = { a: 1, b: 2 };
const get = (id) => new Promise((resolve) => setTimeout(() => resolve(temps[id]), 1));
const put = (id, v) => new Promise((resolve) => setImmediate(() => { temps[id] = v; resolve(); }));
async function show() { const [a, b] = await Promise.all([get("a"), get("b")]); return a + b; }
async function measure(id, v) { await put(id, v); return show(); }
const sums = await Promise.all([measure("a", 5), measure("b", 6), show()]);
console.log(sums.length);
