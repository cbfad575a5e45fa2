// expect: none
let ready = null;
let connections = 0;
function connect() {
  return (ready ??= new Promise((resolve) =>
    setTimeout(() => {
      connections++;
      resolve();
    }, 5),
  ));
}
function query(text, callback) {
  connect().then(() => callback(null, text));
}
let left = 2;
const show = () => {
  if (--left === 0) console.log(connections, 'connections');
};
setImmediate(() => query('one', show));
setImmediate(() => query('two', show));
