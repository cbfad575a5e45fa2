// expect: race lost-update on property score
// a proxy that traps writes only: reads reach the object behind it without any code of the program
const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
const changes = [];
const state = new Proxy(
  { score: 0 },
  {
    set(target, key, value) {
      changes.push(key);
      target[key] = value; //! B
      return true;
    },
  },
);
async function goal(points, ms) {
  const score = state.score; //! A
  await sleep(ms);
  state.score = score + points;
}
await Promise.all([goal(1, 5), goal(2, 2)]);
console.log(changes.length);
