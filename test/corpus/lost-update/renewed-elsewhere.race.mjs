// expect: race lost-update on object session key "token"
// the helper of another file stores what this one has found to be missing
import { renew } from './client.mjs';
const session = { token: null };

async function call(path) {
  if (session.token === null) await renew(session); //! A
  return path + session.token; //! B eval:17
}
console.log(await Promise.all([call('/a '), call('/b ')]));
