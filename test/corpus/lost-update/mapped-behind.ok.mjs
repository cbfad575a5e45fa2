// expect: none
// read behind the await
let total = 0;
const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
async function add(n) {
  await sleep(5);
  const now = total;
  total = now + n;
}
await Promise.all([add(1), add(2)]);
console.log(total);
//# sourceMappingURL=data:application/json;base64,eyJ2ZXJzaW9uIjozLCJzb3VyY2VzIjpbIm1hcHBlZC1iZWhpbmQudHMiXSwibmFtZXMiOltdLCJtYXBwaW5ncyI6Ijs7Ozs7OztVQStFUSJ9
