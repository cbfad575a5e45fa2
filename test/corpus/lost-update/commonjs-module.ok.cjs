// expect: none
const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
exports.requests = 0;

exports.handle = async function handle(weight, ms) {
  await sleep(ms);
  exports.requests += weight;
};
Promise.all([exports.handle(1, 3), exports.handle(2, 1)]).then(() => console.log(exports.requests));
