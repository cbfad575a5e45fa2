// Code that reaches V8 through node:vm (Jest and other runners): text that names a file of the project is instrumented,
// and each new context gets the hooks and the mapping of stacks.
import vm from 'node:vm';
import { builtinsReplaced } from '../hooks/builtin-exports.ts';
import { declareHooks } from '../hooks/declare-hooks.ts';
import { globalHooks } from './global-name.ts';
import { fileOfUrl, type Instrumenter } from './instrumenter.ts';
import { hooksOfRealm } from './failures.ts';
import type { Selection } from './selection.ts';
import type { SourceKind } from './source-cache.ts';

type Callable = (...values: unknown[]) => unknown;
type Host = Record<string, Callable>;

/** The global object of a context, as far as it is prepared. */
export interface Realm {
  Error: ErrorConstructor;
  TypeError: TypeErrorConstructor;
  Function: FunctionConstructor;
}

/**
 * Hooks node:vm.
 * @param enter - called once with the global object and the hooks of each new context
 */
export function hookVirtualMachine(
  instrumenter: Instrumenter,
  selected: Selection,
  enter: (realm: Realm, hooks: object) => void,
): void {
  const host = vm as unknown as Host;

  const instrumented = (
    code: unknown,
    options: unknown,
    kind: SourceKind,
    nameKey: 'filename' | 'identifier' = 'filename',
  ): unknown => {
    if (typeof code !== 'string') return code;
    const named =
      typeof options === 'string'
        ? options
        : (options as Readonly<Record<string, unknown>> | undefined | null)?.[nameKey];
    if (typeof named !== 'string') return code;
    const file = fileOfUrl(named);
    return file.startsWith('/') || /^[A-Za-z]:[\\/]/.test(file)
      ? selected(file)
        ? (instrumenter.instrument(code, file, kind) ?? code)
        : code
      : code;
  };

  const prepared = new WeakSet<object>();
  const prepare = (context: unknown): unknown => {
    try {
      if (context === null || typeof context !== 'object' || prepared.has(context) || !vm.isContext(context))
        return context;
      prepared.add(context);
      const realm = runInContext('globalThis', context) as Realm;
      const hooks = hooksOfRealm(globalHooks() as Record<string, unknown>, realm);
      declareHooks(realm, hooks, (code) => runInContext(code, context));
      enter(realm, hooks);
    } catch {
      // A frozen or exotic context: code in it fails on the first hook only if it was instrumented, and it is not ours.
    }
    return context;
  };

  const { runInContext } = vm;
  replace(
    host,
    'createContext',
    (original) =>
      function (this: unknown, ...values) {
        return prepare(Reflect.apply(original, this, values));
      },
  );
  replace(
    host,
    'runInContext',
    (original) =>
      function (this: unknown, code, context, options, ...rest) {
        return Reflect.apply(original, this, [
          instrumented(code, options, 'script'),
          context,
          options,
          ...rest,
        ]);
      },
  );
  replace(
    host,
    'runInThisContext',
    (original) =>
      function (this: unknown, code, options, ...rest) {
        return Reflect.apply(original, this, [instrumented(code, options, 'script'), options, ...rest]);
      },
  );
  // As Node's own runInNewContext, whose createContext is out of reach.
  replace(
    host,
    'runInNewContext',
    (original) =>
      function (this: unknown, code, context, options, ...rest) {
        const named = typeof options === 'string' ? { filename: options } : (options as object | undefined);
        if (context !== undefined && (context === null || typeof context !== 'object')) {
          return Reflect.apply(original, this, [code, context, options, ...rest]);
        }
        const made = vm.createContext((context ?? {}) as vm.Context, contextOptions(named));
        return Reflect.apply(runInContext, vm, [
          instrumented(code, named, 'script') as string,
          made,
          named as vm.RunningScriptOptions,
        ]);
      },
  );
  replace(
    host,
    'compileFunction',
    (original) =>
      function (this: unknown, code, parameters, options, ...rest) {
        return Reflect.apply(original, this, [
          instrumented(code, options, 'commonjs'),
          parameters,
          options,
          ...rest,
        ]);
      },
  );

  const { Script } = vm;
  const runInNewContext = Script.prototype.runInNewContext;
  Script.prototype.runInNewContext = function (context, options, ...rest) {
    if (context !== undefined && (context === null || typeof context !== 'object')) {
      return Reflect.apply(runInNewContext, this, [context, options, ...rest]);
    }
    const made = vm.createContext(context ?? {}, contextOptions(options));
    return this.runInContext(made, options);
  };
  (vm as { Script: typeof Script }).Script = new Proxy(Script, {
    construct: (target, [code, options, ...rest], newTarget) =>
      Reflect.construct(
        target,
        [instrumented(code, options, 'script'), options, ...rest],
        newTarget as Callable,
      ) as object,
  });
  // There with --experimental-vm-modules only.
  const modules = vm as { SourceTextModule?: typeof vm.SourceTextModule };
  const { SourceTextModule } = modules;
  if (SourceTextModule !== undefined) {
    modules.SourceTextModule = new Proxy(SourceTextModule, {
      construct: (target, [code, options, ...rest], newTarget) =>
        Reflect.construct(
          target,
          [instrumented(code, options, 'module', 'identifier'), options, ...rest],
          newTarget as Callable,
        ) as object,
    });
  }
  builtinsReplaced();
}

function replace(host: Host, name: string, make: (original: Callable) => Callable): void {
  const original = host[name];
  if (typeof original !== 'function') return;
  const hooked = make(original);
  Object.defineProperty(hooked, 'name', { value: name, configurable: true });
  Object.defineProperty(hooked, 'length', { value: original.length, configurable: true });
  host[name] = hooked;
}

// The options of runInNewContext that speak of the context bear other names in createContext.
function contextOptions(options: unknown): vm.CreateContextOptions {
  const { contextName, contextOrigin, contextCodeGeneration, microtaskMode } = (options ?? {}) as Record<
    string,
    never
  >;
  return {
    ...(contextName === undefined ? {} : { name: contextName }),
    ...(contextOrigin === undefined ? {} : { origin: contextOrigin }),
    ...(contextCodeGeneration === undefined ? {} : { codeGeneration: contextCodeGeneration }),
    ...(microtaskMode === undefined ? {} : { microtaskMode }),
  };
}
