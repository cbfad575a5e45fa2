// expect: none
const pages = Object.create(null);
let rendered = 0;
function page(name, later) {
  if (pages[name]) return;
  pages[name] = { number: 0 };
  later(() => {
    pages[name].number = ++rendered;
  });
}
page('home', process.nextTick);
page('home', process.nextTick);
page('about', queueMicrotask);
console.log(Object.keys(pages).length);
