// A settings Map is reloaded from its file while a request handler changes one entry of it. The handler read the
// old limit before it wrote the audit log, so the limit that operations had just lowered is gone.
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

const settings = new Map<string, number>([['rateLimit', 100]]);

async function reload(): Promise<void> {
  const text = await readFile(new URL('./settings.json', import.meta.url), 'utf8');
  for (const [name, value] of Object.entries(JSON.parse(text) as Record<string, number>)) {
    settings.set(name, value); // race: lost-update conflicting
  }
}

async function doubleLimit(): Promise<number> {
  const limit = settings.get('rateLimit') ?? 0; // race: lost-update first
  await sleep(40); // write the audit log
  settings.set('rateLimit', limit * 2); // race: lost-update second
  return limit * 2;
}

const server = createServer((request, response) => {
  void doubleLimit().then((limit) => response.end(`limit is now ${limit}\n`));
});
server.listen(0, '127.0.0.1');
await once(server, 'listening');
const { port } = server.address() as AddressInfo;

const answer = fetch(`http://127.0.0.1:${port}/limit/double`, { method: 'POST' });
await once(server, 'request');
setTimeout(() => void reload(), 5); // the file has changed
await (await answer).text();
console.log(`limit ${settings.get('rateLimit')}, expected 20: twice what the file says`);
server.close();
server.closeAllConnections();
