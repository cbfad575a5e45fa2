// expect: none
let tokens = 10;

function take(count, ms) {
  setTimeout(() => {
    const left = tokens;
    tokens = left - count;
  }, ms);
}
setTimeout(take, 1, 3, 4);
setTimeout(take, 2, 2, 4);
process.on('exit', () => console.log(tokens));
