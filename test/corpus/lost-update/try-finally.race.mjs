// expect: race lost-update on property gauge.running
const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
const gauge = { running: 5 };

async function job(ms, fails) {
  const running = gauge.running; //! A
  try {
    await sleep(ms);
    if (fails) throw new Error('failed');
  } catch {
    return 'failed';
  } finally {
    gauge.running = running - 1; //! B
  }
  return 'done';
}
console.log(await Promise.all([job(3, true), job(1, false), job(2, true)]), gauge.running);
