// expect: race lost-update
const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
const store = { n: 0 };
const put = (value) => { store.n = value; }; //! B
const putAll = (values) => { put(values.n); };
async function add(k, ms) {
  const { n } = store; //! A
  await sleep(ms);
  putAll({ n: n + k });
}
await Promise.all([add(1, 6), add(2, 2)]);
console.log(store.n);
