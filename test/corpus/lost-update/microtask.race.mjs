// expect: race lost-update on variable sum
let sum = 0;
const later = (done) => queueMicrotask(() => queueMicrotask(done));

async function add(n) {
  const before = sum; //! A
  await new Promise(later);
  sum = before + n; //! B
}
await Promise.all([add(1), add(2), add(4)]);
console.log(sum);
