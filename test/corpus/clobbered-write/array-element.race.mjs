// expect: race clobbered-write on array buffer
// one buffer for all: the second message overwrites the first before it is sent
const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
const buffer = ['', ''];
const wire = [];

async function send(message, ms) {
  buffer[0] = message; //! A
  await sleep(ms);
  wire.push(buffer[0]); //! B
}
await Promise.all([send('hello', 3), send('world', 1)]);
console.log(wire);
