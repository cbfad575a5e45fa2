// expect: race lost-update on variable total
// the map knows nothing of the write, which a compiler made, but of what stands behind it on the line
let total = 0;
const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
async function add(n) {
  const now = total; //! A
  await sleep(5);
  total = now + n;
}
await Promise.all([add(1), add(2)]);
console.log(total); //! B eval:80
//# sourceMappingURL=data:application/json;base64,eyJ2ZXJzaW9uIjozLCJzb3VyY2VzIjpbIm1hcHBlZC1iZWhpbmQudHMiXSwibmFtZXMiOltdLCJtYXBwaW5ncyI6Ijs7Ozs7OztVQStFUSJ9
