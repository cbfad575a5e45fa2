// expect: none
// an interval tick reads and writes in one turn, beside tasks that do the same
let ticks = 0;
const gauge = new Map([['load', 0]]);

await new Promise((done) => {
  const timer = setInterval(() => {
    ticks++;
    gauge.set('load', gauge.get('load') + 1);
    if (ticks === 4) {
      clearInterval(timer);
      done();
    }
  }, 1);
});
gauge.set('load', 0);
console.log(ticks, gauge);
