// expect: race lost-update on object pages key "home"
// nothing is asynchronous but ticks and microtasks of the program's own
const pages = Object.create(null);
let rendered = 0;
function page(name, later) {
  if (pages[name]) return; //! A
  later(() => {
    pages[name] = { number: ++rendered }; //! B
  });
}
page('home', process.nextTick);
page('home', process.nextTick);
page('about', queueMicrotask);
console.log(Object.keys(pages).length);
