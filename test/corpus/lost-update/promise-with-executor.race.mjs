// expect: race lost-update on variable credit
// promises made by hand around callbacks
let credit = 10;

function spend(n, ms) {
  return new Promise((resolve, reject) => {
    if (credit < n) return reject(new Error('no credit')); //! A
    setTimeout(() => {
      credit = credit - n; //! B
      resolve(credit);
    }, ms);
  });
}
async function buy(n, ms) {
  try {
    return await spend(n, ms);
  } catch (error) {
    return error.message;
  }
}
console.log(await Promise.all([buy(7, 3), buy(8, 1)]), credit);
