// expect: none
// two reactions of one promise each store what it gave them, in a record of their own: whoever comes last
const sleep = (ms) => new Promise((done) => setTimeout(done, ms));
const answer = sleep(20).then(() => 'A');
const results = new Map();
const records = {};

function use(key) {
  const known = results.get(key);
  if (known) return known[0];
  answer.then(
    (value) => results.set(key, [value]),
    (error) => results.set(key, [undefined, error]),
  );
  return undefined;
}
async function look(key) {
  if (records[key]) return;
  const value = await answer;
  records[key] = { value, ok: true };
}
async function render(ms) {
  await sleep(ms);
  use('a');
  await look('a');
  await sleep(5);
  return use('a') + records.a.value;
}
console.log(await Promise.all([render(1), render(2)]));
