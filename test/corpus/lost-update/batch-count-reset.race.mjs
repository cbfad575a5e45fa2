// expect: race lost-update
// A batch is sent a moment after its third item. What is counted until then is set back, though its item is in the batch or
// behind it: the callback sends what there is, and the count is that of another moment.
let count = 0;
const items = [];
const sent = [];
function add(item) {
  items.push(item);
  count++;
  if (count >= 3) { //! A
    setTimeout(() => {
      sent.push(items.splice(0, 3));
      count = 0; //! B
    }, 5);
  }
}
for (let i = 0; i < 5; i++) setTimeout(() => add(i), i * 2);
setTimeout(() => console.log(sent.length > 0, items.length >= count), 60);
