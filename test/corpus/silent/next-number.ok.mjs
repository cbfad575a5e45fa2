// expect: none
// each task takes its number in one turn and uses it later
const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
let nextId = 1;
const jobs = new Map();

async function submit(name, ms) {
  const id = nextId++;
  jobs.set(id, { name, state: 'queued' });
  await sleep(ms);
  jobs.set(id, { name, state: 'done' });
  return id;
}
console.log(await Promise.all([submit('a', 3), submit('b', 1), submit('c', 2)]), jobs.size);
