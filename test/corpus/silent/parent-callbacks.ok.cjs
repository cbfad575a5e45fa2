// expect: none
// a parent reads once and starts its own writers: whichever comes last is meant
let shown = 0;

function animate(steps) {
  const from = shown;
  for (const step of steps) {
    setTimeout(() => {
      shown = from + step;
      if (step === 1) console.log(shown);
    }, 12 / step);
  }
}
animate([1, 2, 4]);
