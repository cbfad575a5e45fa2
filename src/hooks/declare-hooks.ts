// Declares the hooks of a realm (global-name.ts).
import { HOOKS } from '../../instrument/protocol.ts';
import { ObjectDefineProperty } from './primordials.ts';

const DECLARATION = `const ${HOOKS} = globalThis.${HOOKS}; delete globalThis.${HOOKS};`;

/**
 * Makes `hooks` the constant of a realm; once, before any code of the program runs in it.
 * @param run - runs a script in the realm
 */
export function declareHooks(realm: object, hooks: object, run: (code: string) => unknown): void {
  ObjectDefineProperty(realm, HOOKS, { value: hooks, configurable: true });
  run(DECLARATION);
}
