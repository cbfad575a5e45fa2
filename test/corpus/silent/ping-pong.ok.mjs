// expect: none
// two tasks take turns over one value, each waking the other
const rally = { count: 0 };
let wakeA = () => {};
let wakeB = () => {};

async function player(waitFor, wakeOther, rounds) {
  for (let i = 0; i < rounds; i++) {
    await waitFor();
    const count = rally.count;
    rally.count = count + 1;
    wakeOther();
  }
}
const a = player(() => new Promise((r) => (wakeA = r)), () => wakeB(), 3);
const b = player(() => new Promise((r) => (wakeB = r)), () => wakeA(), 3);
wakeA();
await Promise.all([a, b]);
console.log(rally.count);
