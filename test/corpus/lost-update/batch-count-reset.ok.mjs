// expect: none
// Each batch takes its items off the count: whatever is counted until then stays counted.
let count = 0;
const items = [];
const sent = [];
function add(item) {
  items.push(item);
  count++;
  if (count >= 3) {
    setTimeout(() => {
      sent.push(items.splice(0, 3));
      count -= sent.at(-1).length;
    }, 5);
  }
}
for (let i = 0; i < 5; i++) setTimeout(() => add(i), i * 2);
setTimeout(() => console.log(sent.length > 0, items.length >= count), 60);
