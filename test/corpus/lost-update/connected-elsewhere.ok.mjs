// expect: none
// one connection, whoever asks for it
import { Client } from './client.mjs';
const client = new Client();
let connecting = null;

async function query(text) {
  if (!client.connected) await (connecting ??= client.connect());
  return text;
}
console.log(await Promise.all([query('a'), query('b')]), client.connections);
