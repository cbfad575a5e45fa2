// expect: race lost-update on variable token
const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
let token = { value: 't0', expired: true };
let refreshes = 0;

async function refresh(ms) {
  const n = ++refreshes;
  await sleep(ms);
  return { value: `t${n}`, expired: false };
}
async function call(ms) {
  if (token.expired) { //! A
    token = await refresh(ms); //! B
  }
  return token.value;
}
console.log(await Promise.all([call(3), call(1)]), token, refreshes);
