// expect: none
let credit = 10;

function spend(n, ms) {
  return new Promise((resolve, reject) => {
    setTimeout(() => {
      if (credit < n) return reject(new Error('no credit'));
      credit = credit - n;
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
