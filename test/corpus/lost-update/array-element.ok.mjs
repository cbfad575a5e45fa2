// expect: none
const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
const scores = [0, 0];

async function goal(team, ms) {
  await sleep(ms);
  const score = scores[team];
  scores[team] = score + 1;
  return score;
}
await Promise.all([goal(0, 3), goal(0, 1), goal(1, 2)]);
console.log(scores);
