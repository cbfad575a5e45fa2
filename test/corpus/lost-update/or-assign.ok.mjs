// expect: none
// the property keeps the promise of the token
const sleep = (ms, value) => new Promise((r) => setTimeout(r, ms, value));
const client = { token: undefined };
let issued = 0;

async function call(ms) {
  client.token ||= sleep(ms, `token-${++issued}`);
  return await client.token;
}
console.log(await Promise.all([call(3), call(1)]), issued);
