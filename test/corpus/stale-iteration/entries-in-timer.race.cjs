// expect: race stale-iteration on Map sessions
const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
const sessions = new Map([['s1', 10], ['s2', 20], ['s3', 30]]);
const saved = [];

setTimeout(async () => {
  for (const [id, age] of sessions.entries()) { //! AB
    await sleep(2);
    saved.push(id + age);
  }
  console.log(saved);
}, 1);
setTimeout(() => {
  sessions.set('s4', 40); //! B
}, 4);
