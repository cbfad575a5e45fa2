// ES modules on Node 20 and 22 before 22.15: module.register runs loader-hooks.mjs in Node's own hooks thread. Kept
// outermost by registering again after every other registration; loader-hooks.ts makes the inner ones pass through.
import Module from 'node:module';
import type { RunOptions } from '../facts/options.ts';

type Register = (specifier: string | URL, ...rest: unknown[]) => unknown;

/** Instruments ES modules through the off-thread hooks. */
export function registerModuleHooks(options: RunOptions, home: string): void {
  const host = Module as unknown as { register?: Register };
  const register = host.register;
  if (register === undefined) return;
  const own = (): void => {
    Reflect.apply(register, Module, [`${home}/loader-hooks.mjs`, 'file:///', { data: { options, home } }]);
  };
  own();
  const hooked: Register = function (this: unknown, specifier, ...rest) {
    const result = Reflect.apply(register, this, [specifier, ...rest]) as unknown;
    own();
    return result;
  };
  Object.defineProperty(hooked, 'name', { value: 'register', configurable: true });
  host.register = hooked;
  Module.syncBuiltinESMExports();
}
