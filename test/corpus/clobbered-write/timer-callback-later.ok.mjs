// expect: none
// why: changes are coalesced; that a source starts a timer for a later change of its own does not make its earlier one its own
let latest;
let timer = null;
const sent = [];
const turn = () => new Promise((settle) => setImmediate(settle));

function notify(value) {
  latest = value;
  timer ??= setImmediate(() =>
    setImmediate(() => {
      timer = null;
      sent.push(latest);
    }),
  );
}

async function source(name, pauses) {
  for (const pause of pauses) {
    notify(name + pause);
    for (let i = 0; i < pause; i++) await turn();
  }
}
await Promise.all([source('a', [9]), source('b', [5, 5])]);
console.log(sent.length);
