// expect: none
const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
const pool = { active: 0, failed: 0 };

function run(job) {
  pool.active++;
  return job()
    .catch(() => pool.failed++)
    .finally(() => {
      pool.active--;
    });
}
const fail = async () => {
  await sleep(2);
  throw new Error('no route');
};
await Promise.all([run(fail), run(() => sleep(1))]);
console.log(pool);
