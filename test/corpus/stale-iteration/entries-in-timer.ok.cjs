// expect: none
// the sweep itself removes entries: nobody else does
const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
const sessions = new Map([['s1', 10], ['s2', 20], ['s3', 30]]);
const saved = [];

setTimeout(async () => {
  for (const [id, age] of sessions.entries()) {
    await sleep(2);
    if (age > 15) sessions.delete(id);
    else saved.push(id + age);
  }
  console.log(saved);
}, 1);
