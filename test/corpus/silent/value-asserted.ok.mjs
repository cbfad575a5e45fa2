// expect: none
// why: a test looks at a variable that callbacks set; what it read is gone when the next one sets it
import assert from 'node:assert';

const sleep = (ms) => new Promise((done) => setTimeout(done, ms));
const listeners = [];

async function test() {
  let result = null;
  const work = async (value) => {
    await sleep(3);
    result = value;
  };
  listeners.push(work);
  setTimeout(() => void work(1), 1);
  await sleep(20);
  assert.equal(result, 1);
  work(2);
  work(3);
  await sleep(20);
  assert.ok(result > 1);
  work(4);
  await sleep(20);
  console.log(result);
}
await test();
