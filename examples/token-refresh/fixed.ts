// The promise of the refresh is kept: whoever finds the token expired while it is under way awaits that one.
import { setTimeout as sleep } from 'node:timers/promises';

interface Token {
  readonly value: string;
  readonly expires: number;
}

let issued = 0;
let token: Token = { value: 'token-0', expires: 0 };
let refreshing: Promise<void> | undefined;

async function refresh(): Promise<void> {
  const number = ++issued; // each new token ends the one before
  await sleep(5 * number);
  token = { value: `token-${number}`, expires: Date.now() + 60_000 };
  refreshing = undefined;
}

async function call(path: string): Promise<string> {
  if (token.expires < Date.now()) {
    refreshing ??= refresh();
    await refreshing;
  }
  const { value } = token;
  const valid = value === `token-${issued}`;
  return `${path} with ${value}: ${valid ? '200' : '401'}`;
}

console.log((await Promise.all([call('/orders'), call('/invoices')])).join('\n'));
console.log(`${issued} refreshes, expected 1`);
