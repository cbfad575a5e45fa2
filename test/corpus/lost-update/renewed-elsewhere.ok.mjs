// expect: none
// each call has a session of its own; and one that is renewed again for the next one
import { renew } from './client.mjs';

async function call(path, session = { token: null }) {
  if (session.token === null) await renew(session);
  return path + session.token;
}
const session = { token: null };
console.log(await Promise.all([call('/a '), call('/b ')]), await call('/c ', session), await call('/d ', session));
