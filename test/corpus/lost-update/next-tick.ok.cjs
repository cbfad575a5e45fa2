// expect: none
const queue = { length_: 0 };

function enqueue(count) {
  process.nextTick(() => {
    const length = queue.length_;
    queue.length_ = length + count;
  });
}
setImmediate(enqueue, 2);
setImmediate(() => enqueue(3));
setTimeout(() => enqueue(5), 2);
process.on('exit', () => console.log(queue));
