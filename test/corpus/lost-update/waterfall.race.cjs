// expect: race lost-update on object doc key "text"
// why: what the first step read comes to the third one by the callbacks between them, and the other call has written by then
const waterfall = (steps, done) => {
  let i = 0;
  const next = (err, ...args) => {
    if (err || i === steps.length) return done(err, ...args);
    steps[i++](...args, next);
  };
  next(null);
};
const doc = { text: 'a' };
const io = (ms, cb) => setTimeout(cb, ms, null);

function append(text, ms, done) {
  waterfall(
    [
      (cb) => cb(null, doc.text), //! A
      (old, cb) => io(ms, () => cb(null, old)),
      (old, cb) => {
        doc.text = old + text; //! B
        cb(null);
      },
    ],
    done,
  );
}
let left = 2;
const done = () => {
  if (--left === 0) console.log(doc);
};
append('b', 4, done);
append('c', 2, done);
