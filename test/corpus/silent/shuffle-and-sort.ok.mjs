// expect: none
// plain code without any concurrency: arrays, closures, classes, recursion
function permutations(items) {
  if (items.length < 2) return [items];
  return items.flatMap((item, i) => permutations([...items.slice(0, i), ...items.slice(i + 1)]).map((rest) => [item, ...rest]));
}
let calls = 0;
const memo = new Map();
function fib(n) {
  calls++;
  if (memo.has(n)) return memo.get(n);
  const value = n < 2 ? n : fib(n - 1) + fib(n - 2);
  memo.set(n, value);
  return value;
}
const counts = {};
for (const p of permutations(['a', 'b', 'c'])) counts[p[0]] = (counts[p[0]] ?? 0) + 1;
console.log(fib(30), calls, counts);
