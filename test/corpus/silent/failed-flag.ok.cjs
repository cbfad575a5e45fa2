// expect: none
// why: two of the tasks under way fail, and each sets the same flag: nothing was done twice
const failed = [];
function runAll(tasks, done) {
  let failing = false;
  let left = tasks.length;
  for (const task of tasks) {
    setImmediate(() => {
      if (failing) return;
      task((error, value) => {
        left--;
        if (error) {
          failing = true;
          failed.push(error.message);
        }
        if (left === 0) done(failing ? 'failed' : value);
      });
    });
  }
}
const fails = (name, ms) => (callback) => setTimeout(() => callback(new Error(name)), ms);
const works = (ms) => (callback) => setTimeout(() => callback(null, 'worked'), ms);
runAll([works(2), fails('a', 4), fails('b', 6), works(8)], (how) => console.log(how, failed.join()));

async function each(jobs) {
  let aborted = false;
  const lane = async (job) => {
    await null;
    if (aborted) return;
    try {
      await job();
    } catch {
      aborted = true;
    }
  };
  await Promise.all(jobs.map(lane));
  return aborted;
}
const rejects = (ms) => () => new Promise((_, reject) => setTimeout(() => reject(new Error('late')), ms));
each([rejects(3), rejects(5)]).then((aborted) => console.log(aborted));

function first(jobs) {
  let over = false;
  for (const job of jobs)
    setImmediate(() => {
      if (over) return;
      job().then(
        () => {},
        () => {
          over = true;
        },
      );
    });
}
first([rejects(2), rejects(4)]);
