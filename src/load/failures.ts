// The words for errors that hooks throw in V8's place (src/hooks/native-errors.ts): which text and realm an instrumented
// module has, and what V8 says of the construct at an offset of it.
//
// The text is parsed when an error is thrown, once for each place; until then nothing is kept but a key for each module.
import vm from 'node:vm';
import { globalHooks } from './global-name.ts';
import { words, type ErrorMakers, type NativeFailure } from '../hooks/native-errors.ts';
import type { Instrumenter } from './instrumenter.ts';

type Announce = (key: string, ...rest: unknown[]) => number;
type Hooks = Record<string, unknown>;

/** The built-ins of a realm that an error is made with. */
interface ErrorRealm {
  TypeError: TypeErrorConstructor;
  Error: ErrorConstructor;
}

interface Module {
  readonly key: string;
  readonly makers: WeakRef<ErrorMakers>;
}

const { compileFunction } = vm; // Taken before the loader replaces it.
const modules = new Map<number, Module>();

type Raise = (error: object) => never;
let raise: Raise | undefined;

/** Answers kept; a program that fails in more places has them looked up again. */
const KEPT = 500;

/**
 * The hooks for a realm: those of the thread, but modules that announce themselves through them throw this realm's errors.
 * Once per realm, before code of the program runs in it.
 */
export function hooksOfRealm(hooks: Hooks, realm: ErrorRealm): Hooks {
  const own = { ...hooks };
  throwErrorsOf(realm, own);
  return own;
}

function throwErrorsOf(realm: ErrorRealm, hooks: Hooks): void {
  const { TypeError, Error } = realm;
  const makers = { TypeError, captureStackTrace: Error.captureStackTrace } as ErrorMakers;
  const reference = new WeakRef(makers);
  for (const name of ['module', 'base'] as const) {
    const announce = hooks[name] as Announce;
    hooks[name] = (key: string, ...rest: unknown[]): number => {
      const base = announce(key, ...rest);
      modules.set(base, { key, makers: reference });
      return base;
    };
  }
  // The realm's hooks live as long as the realm does, and so do its makers.
  Object.defineProperty(hooks, 'makers', { value: makers });
}

/** The key of the module whose first site has this number. */
export function keyOfModule(base: number): string | undefined {
  return modules.get(base)?.key;
}

/** Lets the hooks of this thread throw errors in V8's words; after all that listens to the announcements of modules. */
export function tellFailures(instrumenter: Instrumenter): void {
  throwErrorsOf(globalThis, globalHooks() as Hooks);
  const known = new Map<string, NativeFailure | undefined>();
  words.describe = (base, what, offset, value) => {
    const module = modules.get(base);
    const makers = module?.makers.deref();
    if (module === undefined || makers === undefined) return undefined;
    const shown = typeof value === 'number' || typeof value === 'boolean' || value === null;
    const name = [base, what, offset, shown ? String(value) : typeof value].join(' ');
    if (!known.has(name)) {
      if (known.size >= KEPT) known.clear();
      known.set(name, undefined);
      const text = instrumenter.cache.readText(module.key);
      const goal = instrumenter.cache.readTable(module.key)?.goal;
      if (text !== undefined && goal !== undefined) {
        known.set(name, instrumenter.transformer().failureAt(text, goal, what, offset, value));
      }
    }
    const failure = known.get(name);
    if (failure === undefined) return undefined;
    raise ??= compileFunction('throw error', ['error'], { filename: 'racewire' }) as Raise;
    return { ...failure, ...makers, raise };
  };
}
