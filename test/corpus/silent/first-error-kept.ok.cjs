// expect: none
// why: parts are not started once one has failed; a part that was under way tells of its own failure, whatever was asked when it began
const parts = [];
let error = null;

function load(part, done) {
  if (error && !part.always) {
    process.nextTick(done);
    return;
  }
  part.run(done);
}

function add(part) {
  process.nextTick(load, part, (err) => {
    err && (error = err);
    parts.push(part.name);
  });
}

function after(handler) {
  setTimeout(() => {
    const err = error;
    error = null;
    handler(err);
  }, 2);
}

const fails = (ms) => (done) => setTimeout(() => done(new Error('failed')), ms);
const works = (ms) => (done) => setTimeout(done, ms);
add({ name: 'a', run: fails(1) });
after(() => {});
add({ name: 'b', run: fails(4) });
add({ name: 'c', run: works(5), always: true });
setTimeout(() => console.log(parts.join(), error?.message), 20);
