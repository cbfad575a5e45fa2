// The detached task gets a copy of the fields, taken before it starts: what it writes is its own.
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
  context.fields.set('invoice', `internal-${context.id}`);
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
  void recordUsage({ id, fields: new Map(context.fields) });
  for (const [field, value] of context.fields) {
    await send(field, value);
  }
}

await handle(7);
console.log(`sent ${sent.join(' ')}, expected user, plan and region only`);
