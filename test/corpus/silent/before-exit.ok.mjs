// expect: none
// what is done when there is nothing left to do is no part of what the main program began with
const queue = { processing: false, items: [] };

function work() {
  if (queue.processing) return;
  queue.processing = true;
  while (queue.items.length > 0) queue.items.shift();
  setTimeout(() => {
    queue.processing = false;
  }, 2);
}

setTimeout(() => {
  queue.items.push(3);
  work();
}, 10);
work();
process.once('beforeExit', () => {
  queue.processing = 'over';
  queue.items.length = 0;
});
