// expect: race lost-update on property pool.active
const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
const pool = { active: 0, failed: 0 };

function run(job) {
  const active = pool.active; //! A
  return job()
    .catch(() => pool.failed++)
    .finally(() => {
      pool.active = active + 1; //! B
    });
}
const fail = async () => {
  await sleep(2);
  throw new Error('no route');
};
await Promise.all([run(fail), run(() => sleep(1))]);
console.log(pool);
