// expect: none
// `q.running = NaN` stops a queue for good: a constant, decided neither by who asked in another function whether all had ended, nor from what was there
const q = { running: 0, ended: 0, asked: null };

function end() {
  --q.running;
  ++q.ended;
  ask();
}
function start(ms) {
  ++q.running;
  setTimeout(end, ms);
}
function stop() {
  q.running = NaN;
  ask();
}
function ask() {
  if (!q.running && q.asked) q.asked(q.ended);
}
for (let i = 0; i < 5; i++) start(4 + i);
setImmediate(() => {
  q.asked = (ended) => console.log(ended < 5);
  ask();
  setTimeout(stop, 6);
});
