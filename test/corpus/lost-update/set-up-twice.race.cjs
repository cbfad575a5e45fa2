// expect: race lost-update on ready
// why: both find nothing set up and do the work; that both store the same does not make it one
let ready = false;
let connections = 0;
function query(text, callback) {
  if (ready) return callback(null, text); //! A
  setTimeout((error) => {
    if (error) return callback(error);
    connections++;
    ready = true; //! B
    callback(null, text);
  }, 5);
}
let left = 2;
const show = () => {
  if (--left === 0) console.log(connections, 'connections');
};
setImmediate(() => query('one', show));
setImmediate(() => query('two', show));
