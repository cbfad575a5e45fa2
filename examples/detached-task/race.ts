// A request's context holds a Map. A task that nobody awaits keeps the context and changes the Map while the
// handler is still sending its entries one by one: the answer shows a field that the request never had.
import { setTimeout as sleep } from 'node:timers/promises';

interface Context {
  readonly id: number;
  readonly fields: Map<string, string>;
}

const sent: string[] = [];
async function send(field: string, value: string): Promise<void> {
  await sleep(4); // a slow socket
  sent.push(`${field}=${value}`);
}

async function recordUsage(context: Context): Promise<void> {
  await sleep(6); // the billing service
  context.fields.set('invoice', `internal-${context.id}`); // race: stale-iteration conflicting
}

async function handle(id: number): Promise<void> {
  const context: Context = {
    id,
    fields: new Map([
      ['user', 'ann'],
      ['plan', 'free'],
      ['region', 'eu'],
    ]),
  };
  void recordUsage(context); // detached: it must not delay the answer
  for (const [field, value] of context.fields) {
    // race: stale-iteration first, second
    await send(field, value);
  }
}

await handle(7);
console.log(`sent ${sent.join(' ')}, expected user, plan and region only`);
