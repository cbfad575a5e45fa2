// expect: race lost-update on property queue.length_
const queue = { length_: 0 };

function enqueue(count) {
  const length = queue.length_; //! A
  process.nextTick(() => {
    queue.length_ = length + count; //! B
  });
}
setImmediate(enqueue, 2);
setImmediate(() => enqueue(3));
setTimeout(() => enqueue(5), 2);
process.on('exit', () => console.log(queue));
