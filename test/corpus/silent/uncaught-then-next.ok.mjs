// expect: none
// a runner that goes on with its next step from the handler of an uncaught exception, for a rejection nobody handles
let step = 0;
let name = '';
const seen = [];

function next() {
  name = `step ${++step}`;
  setImmediate(() => {
    seen.push(name);
    if (step === 2) Promise.reject(new Error('nobody handles it'));
    else if (step < 4) setTimeout(next, 1);
  });
}
process.on('uncaughtException', () => setTimeout(next, 1));
next();
process.on('exit', () => console.log(seen.join()));
