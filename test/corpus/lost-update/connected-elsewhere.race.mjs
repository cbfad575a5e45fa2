// expect: race lost-update on object client key "connected"
// the condition stands in one file, the write in another one, that of the class
import { Client } from './client.mjs';
const client = new Client();

async function query(text) {
  if (!client.connected) await client.connect(); //! A
  return text; //! B eval:10
}
console.log(await Promise.all([query('a'), query('b')]), client.connections);
