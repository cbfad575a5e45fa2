// expect: none
// why: a test looks at a variable that callbacks set; what it read is gone when the next one sets it
import assert from 'node:assert';

const sleep = (ms) => new Promise((done) => setTimeout(done, ms));
// Many short pauses: on a busy machine one long one may end before two short ones that follow each other.
const pause = async () => {
  for (let i = 0; i < 10; i++) await sleep(2);
};
const listeners = [];

async function test() {
  let result = null;
  const work = async (value) => {
    await sleep(3);
    result = value;
  };
  listeners.push(work);
  setTimeout(() => void work(1), 1);
  await pause();
  assert.equal(result, 1);
  work(2);
  work(3);
  await pause();
  assert.ok(result > 1);
  work(4);
  await pause();
  console.log(result);
}
await test();
