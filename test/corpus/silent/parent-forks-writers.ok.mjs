// expect: none
// the parent reads, forks its own writers, waits for them, and writes
const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
const report = { rows: 0 };

async function part(n, ms) {
  await sleep(ms);
  report.rows += n;
}
async function build() {
  if (report.rows > 0) return;
  await Promise.all([part(1, 3), part(2, 1)]);
  report.rows = report.rows * 10;
}
await build();
console.log(report.rows);
