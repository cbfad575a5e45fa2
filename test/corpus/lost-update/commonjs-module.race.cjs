// expect: race lost-update on property exports.requests
const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
exports.requests = 0;

exports.handle = async function handle(weight, ms) {
  const requests = exports.requests; //! A
  await sleep(ms);
  exports.requests = requests + weight; //! B
};
Promise.all([exports.handle(1, 3), exports.handle(2, 1)]).then(() => console.log(exports.requests));
