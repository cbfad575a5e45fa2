// expect: race lost-update
const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
const sessions = new Map([["s", { views: 0 }]]);
function save(id, session) { sessions.set(id, session); } //! B
async function visit(id, ms) {
  const session = sessions.get(id); //! A
  await sleep(ms);
  save(id, { ...session, views: session.views + 1 });
}
await Promise.all([visit("s", 6), visit("s", 2)]);
console.log(sessions.get("s").views);
