// The limit is read and written in one turn, after the audit log: the handler doubles the limit there is.
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

const settings = new Map<string, number>([['rateLimit', 100]]);

async function reload(): Promise<void> {
  const text = await readFile(new URL('./settings.json', import.meta.url), 'utf8');
  for (const [name, value] of Object.entries(JSON.parse(text) as Record<string, number>)) {
    settings.set(name, value);
  }
}

async function doubleLimit(): Promise<number> {
  await sleep(40); // write the audit log
  const limit = (settings.get('rateLimit') ?? 0) * 2;
  settings.set('rateLimit', limit);
  return limit;
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
