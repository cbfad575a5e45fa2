// expect: none
const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
let token = { value: 't0', expired: true };
let refreshing;
let refreshes = 0;

async function refresh(ms) {
  const n = ++refreshes;
  await sleep(ms);
  token = { value: `t${n}`, expired: false };
  refreshing = undefined;
}
async function call(ms) {
  if (token.expired) {
    refreshing ??= refresh(ms);
    await refreshing;
  }
  return token.value;
}
console.log(await Promise.all([call(3), call(1)]), token, refreshes);
