// expect: none
// each task awaits the promises of the tasks it depends on, and reads their results
const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
const graph = { build: ['fetch', 'parse'], parse: ['fetch'], fetch: [], test: ['build'] };
const started = new Map();
const results = {};

function run(name) {
  let promise = started.get(name);
  if (!promise) {
    promise = execute(name);
    started.set(name, promise);
  }
  return promise;
}
async function execute(name) {
  await Promise.all(graph[name].map(run));
  await sleep(1);
  results[name] = 1 + graph[name].reduce((sum, other) => sum + results[other], 0);
  return results[name];
}
console.log(await Promise.all([run('test'), run('parse'), run('build')]), results);
