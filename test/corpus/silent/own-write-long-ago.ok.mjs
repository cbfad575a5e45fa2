// expect: none
// why: each job's callback overwrites what the job itself had written, however many others have written since
const states = new Map([['all', 0]]);
async function job(i) {
  await null;
  const before = states.get('all');
  states.set('all', before + 1);
  setTimeout(() => states.set('all', `job ${i}`), 30);
}
await Promise.all(Array.from({ length: 60 }, (_, i) => job(i)));
console.log(states.get('all'));
