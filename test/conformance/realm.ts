// One test262 test in a realm of its own: the host object $262, the harness files, and the test natively or instrumented.
import { readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import vm from 'node:vm';
import { failureAt, transform, type Goal, type TransformOptions } from '../../instrument/index.ts';
import { HOOKS } from '../../instrument/protocol.ts';
import { globalHooks } from '../../src/load/global-name.ts';
import { installFunctionText, registerSource } from '../../src/hooks/function-text.ts';
import { instrumentText, knowTakers } from '../../src/load/dynamic-code.ts';
import { hooksOfRealm, tellFailures } from '../../src/load/failures.ts';
import type { Instrumenter } from '../../src/load/instrumenter.ts';
import { fakeRuntime } from '../instrument/fake-runtime.ts';
import type { Frontmatter, Variant } from './frontmatter.ts';

const TIME_LIMIT = 10_000;

const texts = new Map<string, { readonly code: string; readonly goal: Goal }>();

// What the tests evaluate is instrumented, too.
instrumentText({
  cache: {
    kept: () => undefined,
    write: (key: string, _made: string, _table: unknown, code: string) =>
      texts.set(key, { code, goal: 'eval' }) === texts,
    keepForRun: (key: string, _table: unknown, code: string) => texts.set(key, { code, goal: 'eval' }),
  },
  transformer: () => ({
    transform: (code: string, options: TransformOptions) => transform(code, { ...options, everything: true }),
  }),
} as unknown as Instrumenter);

/** The hooks of the real runtime where it is started in this process, else ones that only return what they must. */
function runtimeHooks(): Record<string, unknown> {
  const real = globalHooks() as Record<string, unknown> | undefined;
  return real ?? fakeRuntime(false).hooks;
}

/** Lets the hooks of the real runtime throw errors in V8's words; after the runtime was started. */
export function tellFailuresOfTests(): void {
  tellFailures({
    cache: { readText: (key: string) => texts.get(key)?.code, readTable: (key: string) => texts.get(key) },
    transformer: () => ({ failureAt }),
  } as unknown as Instrumenter);
}

export interface Run {
  readonly suite: string;
  readonly file: string;
  readonly source: string;
  readonly meta: Frontmatter;
  readonly variant: Variant;
  readonly instrumented: boolean;
}

/** '' if the test passes, else why it does not. */
export type Outcome = string;

const harness = new Map<string, vm.Script>();
const instrumentedTexts = new Map<string, string>();
let keys = 0;

function harnessScript(suite: string, name: string): vm.Script {
  let script = harness.get(name);
  if (script === undefined) {
    const file = join(suite, 'harness', name);
    harness.set(name, (script = new vm.Script(readFileSync(file, 'utf8'), { filename: file })));
  }
  return script;
}

/** The instrumented text, or the text itself where the transformer has to leave it. */
function instrument(code: string, file: string, goal: Goal): string {
  const known = instrumentedTexts.get(goal + code);
  if (known !== undefined) return known;
  const key = (++keys).toString(16);
  let text = code;
  try {
    text = transform(code, { file, goal, key, everything: true }).code;
    registerSource(key, code);
    texts.set(key, { code, goal });
  } catch (error) {
    if ((error as Error).name !== 'InstrumentError') throw error;
  }
  if (instrumentedTexts.size > 64) instrumentedTexts.clear();
  instrumentedTexts.set(goal + code, text);
  return text;
}

interface Realm {
  readonly context: vm.Context;
  readonly global: Record<string, unknown>;
  readonly modules: Map<string, vm.SourceTextModule>;
}

function makeRealm(run: Run, print: (text: string) => void): Realm {
  const context = vm.createContext({});
  const global = vm.runInContext('globalThis', context) as Record<string, unknown>;
  const realm: Realm = { context, global, modules: new Map() };
  if (run.instrumented) {
    const hooks = hooksOfRealm(runtimeHooks(), global as unknown as typeof globalThis);
    Object.defineProperty(global, HOOKS, { value: hooks });
    installFunctionText(global as unknown as { Function: FunctionConstructor });
    knowTakers(global as unknown as typeof globalThis, hooks);
  }
  const define = (name: string, value: unknown): void => {
    Object.defineProperty(global, name, { value, writable: true, enumerable: false, configurable: true });
  };
  define('print', print);
  define('$262', {
    global,
    gc: (globalThis as { gc?: () => void }).gc,
    createRealm: () => makeRealm(run, print).global['$262'],
    evalScript: (text: string) => evaluateScript(realm, run, text, run.file),
    detachArrayBuffer: (buffer: ArrayBuffer) => structuredClone(buffer, { transfer: [buffer] }) && null,
  });
  return realm;
}

function evaluateScript(realm: Realm, run: Run, text: string, file: string): unknown {
  const code = run.instrumented ? instrument(text, file, 'script') : text;
  const script = new vm.Script(code, { filename: file, importModuleDynamically: importer(realm, run, file) });
  return script.runInContext(realm.context, { timeout: TIME_LIMIT });
}

function importer(realm: Realm, run: Run, from: string) {
  return async (specifier: string, _referrer: unknown, attributes: unknown): Promise<vm.Module> => {
    const module = load(realm, run, resolve(dirname(from), specifier), attributes);
    if (module.status === 'unlinked') await module.link(linker(realm, run));
    if (module.status !== 'evaluated' && module.status !== 'evaluating') await module.evaluate();
    return module;
  };
}

function linker(realm: Realm, run: Run) {
  return (
    specifier: string,
    referrer: vm.Module,
    extra: { attributes?: unknown; assert?: unknown },
  ): vm.Module =>
    load(realm, run, resolve(dirname(referrer.identifier), specifier), extra.attributes ?? extra.assert);
}

function load(realm: Realm, run: Run, file: string, attributes: unknown): vm.Module {
  const type = (attributes as { type?: string } | undefined)?.type ?? '';
  const known = realm.modules.get(file + type);
  if (known !== undefined) return known;
  const source = file === run.file ? run.source : readFileSync(file, 'utf8');
  const text =
    type === 'json'
      ? `export default ${source}`
      : run.instrumented
        ? instrument(source, file, 'module')
        : source;
  const module = new vm.SourceTextModule(text, {
    context: realm.context,
    identifier: file,
    importModuleDynamically: importer(realm, run, file) as never,
  });
  realm.modules.set(file + type, module);
  return module;
}

/** Runs a test. */
export async function runTest(run: Run): Promise<Outcome> {
  let printed: (text: string) => void = () => undefined;
  const done = new Promise<string>((settle) => (printed = settle));
  const realm = makeRealm(run, (text) => printed(String(text)));
  const { flags, includes, negative } = run.meta;
  let thrown: unknown = null;
  let failed = false;
  try {
    if (!flags.has('raw')) {
      for (const name of [
        'assert.js',
        'sta.js',
        ...(flags.has('async') ? ['doneprintHandle.js'] : []),
        ...includes,
      ]) {
        harnessScript(run.suite, name).runInContext(realm.context);
      }
    }
    await evaluate(realm, run);
  } catch (error) {
    failed = true;
    thrown = error;
  }
  if (negative !== undefined) return judgeNegative(failed, thrown, negative.type);
  if (failed) return describe(thrown);
  if (!flags.has('async')) return '';
  const answer = await Promise.race([done, timeout()]);
  return answer === 'Test262:AsyncTestComplete' ? '' : answer;
}

async function evaluate(realm: Realm, run: Run): Promise<void> {
  const { source, file, variant } = run;
  if (variant === 'module') {
    const module = load(realm, run, file, undefined);
    await module.link(linker(realm, run));
    await module.evaluate({ timeout: TIME_LIMIT });
  } else if (variant === 'commonjs') {
    const body = run.instrumented ? instrument(source, file, 'commonjs') : source;
    const script = new vm.Script(
      `(function (exports, require, module, __filename, __dirname) { ${body}\n})`,
      {
        filename: file,
        importModuleDynamically: importer(realm, run, file),
      },
    );
    const wrapper = script.runInContext(realm.context) as (...args: unknown[]) => void;
    const call = new vm.Script('(f, m) => f.call(m.exports, m.exports, undefined, m)').runInContext(
      realm.context,
    ) as (f: unknown, m: unknown) => void;
    call(wrapper, { exports: {} });
  } else evaluateScript(realm, run, variant === 'strict' ? `"use strict";\n${source}` : source, file);
}

function judgeNegative(failed: boolean, thrown: unknown, type: string): Outcome {
  if (!failed) return `expected ${type}, nothing was thrown`;
  const name = (thrown as { constructor?: { name?: string } } | null)?.constructor?.name;
  return name === type ? '' : `expected ${type}, got ${describe(thrown)}`;
}

function describe(error: unknown): string {
  try {
    const { name, message } = error as Error;
    return `${name}: ${message}`.slice(0, 300) || 'failed';
  } catch {
    return 'failed';
  }
}

function timeout(): Promise<string> {
  return new Promise((settle) => setTimeout(() => settle('timeout'), 2_000).unref());
}
