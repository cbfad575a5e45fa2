// expect: race lost-update on Map results key "a"
// two reactions of one promise store what each has made of it: the last one stays
const sleep = (ms) => new Promise((done) => setTimeout(done, ms));
const answer = sleep(200).then(() => 'A');
const results = new Map();

function use(key, name) {
  const known = results.get(key); //! A
  if (known) return known;
  answer.then((value) => {
    results.set(key, [value, name]); //! B
  });
  return undefined;
}
async function render(name, ms) {
  await sleep(ms);
  use('a', name);
  await sleep(300);
  return use('a', name);
}
console.log(await Promise.all([render('x', 1), render('y', 2)]));
