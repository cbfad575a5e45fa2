// expect: none
// why: what one request makes is there when another one lets it go on; without it there would be nothing to go on with
const waiting = [];

function submit(op, done) {
  setTimeout(() => {
    op.meta = { at: op.name };
    waiting.push(() => {
      op.meta.fixed = op.name.length;
      setImmediate(() => {
        op.meta = undefined;
        done(op.name);
      });
    });
  }, op.after);
}
const show = (name) => console.log(name);
submit({ name: 'one', after: 1 }, show);
submit({ name: 'two', after: 3 }, show);
setTimeout(() => {
  for (const go of waiting.splice(0)) go();
}, 20);
