// expect: none
const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
const wire = [];

async function send(message, ms) {
  const buffer = ['', ''];
  buffer[0] = message;
  await sleep(ms);
  wire.push(buffer[0]);
}
await Promise.all([send('hello', 3), send('world', 1)]);
console.log(wire);
