// expect: none
// the text is looked at in the step that writes it, whatever the first one has handed on
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
      (cb) => cb(null, doc.text),
      (old, cb) => io(ms, () => cb(null, old)),
      (old, cb) => {
        console.log(old);
        doc.text += text;
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
