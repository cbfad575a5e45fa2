// expect: none
// what a constructor gives its object is there before anybody has the object, however it gets to others
const queue = [];

function Request(id) {
  this.id = id;
  this.answer = null;
}
function worker() {
  const request = queue.shift();
  if (request === undefined) return;
  if (request.answer === null)
    setTimeout(() => {
      request.answer = `for ${request.id}`;
      setTimeout(worker, 1);
    }, 1);
}
setTimeout(() => queue.push(new Request(1)), 1);
setTimeout(() => queue.push(new Request(2)), 1);
setTimeout(worker, 6);
