// expect: race lost-update on array scores key 0
const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
const scores = [0, 0];

async function goal(team, ms) {
  const score = scores[team]; //! A
  await sleep(ms);
  scores[team] = score + 1; //! B
  return score;
}
await Promise.all([goal(0, 3), goal(0, 1), goal(1, 2)]);
console.log(scores);
