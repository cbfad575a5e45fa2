// expect: none
let sum = 0;
const later = (done) => queueMicrotask(() => queueMicrotask(done));

async function add(n) {
  await new Promise(later);
  const before = sum;
  sum = before + n;
}
await Promise.all([add(1), add(2), add(4)]);
console.log(sum);
