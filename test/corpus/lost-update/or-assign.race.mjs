// expect: race lost-update on property client.token
const sleep = (ms, value) => new Promise((r) => setTimeout(r, ms, value));
const client = { token: '' };
let issued = 0;

async function call(ms) {
  client.token ||= await sleep(ms, `token-${++issued}`); //! AB
  return client.token;
}
console.log(await Promise.all([call(3), call(1)]), issued);
