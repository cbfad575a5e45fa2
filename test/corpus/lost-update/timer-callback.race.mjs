// expect: race lost-update on variable tokens
let tokens = 10;

function take(count, ms) {
  const left = tokens; //! A
  setTimeout(() => {
    tokens = left - count; //! B
  }, ms);
}
setTimeout(take, 1, 3, 4);
setTimeout(take, 2, 2, 4);
process.on('exit', () => console.log(tokens));
