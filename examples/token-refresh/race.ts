// The access token has expired. Both calls see that and refresh it; the identity provider takes a refresh token once
// only, so the second refresh fails, or, as here, makes the token of the first one invalid.
import { setTimeout as sleep } from 'node:timers/promises';

interface Token {
  readonly value: string;
  readonly expires: number;
}

let issued = 0;
let token: Token = { value: 'token-0', expires: 0 };

async function refresh(): Promise<Token> {
  const number = ++issued; // each new token ends the one before
  await sleep(5 * number);
  return { value: `token-${number}`, expires: Date.now() + 60_000 };
}

async function call(path: string): Promise<string> {
  if (token.expires < Date.now()) {
    // race: lost-update first
    token = await refresh(); // race: lost-update second, conflicting
  }
  const { value } = token;
  const valid = value === `token-${issued}`;
  return `${path} with ${value}: ${valid ? '200' : '401'}`;
}

console.log((await Promise.all([call('/orders'), call('/invoices')])).join('\n'));
console.log(`${issued} refreshes, expected 1`);
