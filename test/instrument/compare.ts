// Runs a program natively and instrumented, each in a realm of its own, and says what each did.
import vm from 'node:vm';
import { failureAt, transform, type TransformOptions } from '../../instrument/index.ts';
import { HOOKS } from '../../instrument/protocol.ts';
import { installFunctionText, registerSource } from '../../src/hooks/function-text.ts';
import { knowTakers, instrumentText } from '../../src/load/dynamic-code.ts';
import type { Instrumenter } from '../../src/load/instrumenter.ts';
import { words } from '../../src/hooks/native-errors.ts';
import { fakeRuntime, type FakeRuntime } from './fake-runtime.ts';

export interface Behaviour {
  /** What the program logged, in order. */
  readonly log: readonly string[];
  /** What it returned or resolved to, as text; or the error, with its message. */
  readonly end: string;
}

export interface Comparison {
  readonly native: Behaviour;
  readonly instrumented: Behaviour;
  /** Calls of hooks, in order, without site numbers. */
  readonly calls: readonly string[];
  readonly code: string;
}

let keys = 0;

/** Texts that programs evaluate are instrumented, too; by key. */
const texts = new Map<string, string>();
instrumentText({
  cache: {
    kept: () => undefined,
    write: (key: string, _code: string, _table: unknown, text: string) => texts.set(key, text) === texts,
    keepForRun: (key: string, _table: unknown, text: string) => texts.set(key, text),
  },
  transformer: () => ({
    transform: (text: string, options: TransformOptions) => transform(text, { ...options, everything: true }),
  }),
} as unknown as Instrumenter);

/** A realm with a printer of its own, natively or with hooks. */
interface Realm {
  readonly context: vm.Context;
  readonly runtime: FakeRuntime | null;
  readonly TypeError: TypeErrorConstructor;
  readonly show: (value: unknown) => string;
}

function makeRealm(runtime: FakeRuntime | null): Realm {
  const context = vm.createContext({});
  const global = vm.runInContext('globalThis', context) as {
    Function: FunctionConstructor;
    TypeError: TypeErrorConstructor;
  };
  if (runtime !== null) {
    Object.defineProperty(global, HOOKS, { value: runtime.hooks });
    installFunctionText(global);
    knowTakers(global, runtime.hooks);
  }
  return {
    context,
    runtime,
    TypeError: global.TypeError,
    show: vm.runInContext(SHOW, context) as (value: unknown) => string,
  };
}

/** Realms for many programs: both see the same programs in the same order, so they stay alike. */
export interface RealmPair {
  readonly native: Realm;
  readonly instrumented: Realm;
}

/** A pair of realms whose hooks record nothing. */
export function realmPair(): RealmPair {
  return { native: makeRealm(null), instrumented: makeRealm(fakeRuntime(false)) };
}

/**
 * Runs `body` as the body of a CommonJS module: it may use `log(…)`, and ends with `return`. A promise is awaited.
 * @param realms - where to run it; without them, in fresh realms, and the calls of hooks are recorded (which shows their
 * arguments: a proxy of the program could notice)
 */
export async function compare(
  body: string,
  options: Partial<TransformOptions> = {},
  realms?: RealmPair,
): Promise<Comparison> {
  const native = await behaviour(body, realms?.native ?? makeRealm(null));
  const key = (++keys).toString(16);
  const { code } = transform(body, { file: '/program.js', goal: 'commonjs', key, ...options });
  registerSource(key, body);
  const realm = realms?.instrumented ?? makeRealm(fakeRuntime(true));
  tellFailures(realm, key, body);
  const instrumented = await behaviour(code, realm);
  return { native, instrumented, calls: [...realm.runtime!.calls], code };
}

/** Lets the hooks throw in V8's words where the text is the program's. */
function tellFailures({ runtime, TypeError }: Realm, key: string, body: string): void {
  words.describe = (base, what, offset, value) => {
    const from = runtime!.keyOf(base) ?? '';
    const text = from === key ? body : texts.get(from);
    if (text === undefined) return undefined;
    const failure = failureAt(text, from === key ? 'commonjs' : 'eval', what, offset, value);
    return failure === undefined
      ? undefined
      : {
          ...failure,
          TypeError,
          captureStackTrace: () => undefined,
          raise: (error) => {
            throw error;
          },
        };
  };
}

async function behaviour(body: string, { context, show }: Realm): Promise<Behaviour> {
  const log: string[] = [];
  const run = vm.runInContext(`(function (log, module, exports) { ${body}\n})`, context, {
    filename: '/program.js',
  }) as (...args: unknown[]) => unknown;
  const module = { exports: {} };
  let end: string;
  try {
    end = show(
      await run.call(
        module.exports,
        (...values: unknown[]) => void log.push(values.map(show).join(' ')),
        module,
        module.exports,
      ),
    );
  } catch (error) {
    end = `throws ${show(error)}`;
  }
  return { log, end };
}

/** A printer of the program's own realm; it reads no property that could be an accessor of the program. */
const SHOW = `(function show(value, depth = 0) {
  if (typeof value === 'string') return JSON.stringify(value);
  if (typeof value === 'bigint') return value + 'n';
  if (typeof value === 'function') return 'function ' + value.name + '/' + value.length;
  if (value === null || typeof value !== 'object') return Object.is(value, -0) ? '-0' : String(value);
  if (value === globalThis) return 'globalThis';
  if (value instanceof Error) return value.name + ': ' + value.message;
  if (depth > 3) return '…';
  if (Array.isArray(value)) return '[' + value.map((item) => show(item, depth + 1)).join(',') + ']';
  if (value instanceof Map) return 'Map' + show([...value], depth + 1);
  if (value instanceof Set) return 'Set' + show([...value], depth + 1);
  if (ArrayBuffer.isView(value)) return value.constructor.name + show([...value], depth + 1);
  return '{' + Reflect.ownKeys(value).map((key) => String(key) + ':' + show(value[key], depth + 1)).join(',') + '}';
})`;
