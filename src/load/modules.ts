// ES modules where Node has synchronous hooks (module.registerHooks, Node ≥ 22.15). The hook is kept outermost, so that it
// sees what loaders registered later (tsx) made of the text. TypeScript is stripped here, which keeps every position.
import process from 'node:process';
import Module from 'node:module';
import { builtinsReplaced } from '../hooks/builtin-exports.ts';
import type { Instrumenter, Types } from './instrumenter.ts';
import { fileOfUrl } from './instrumenter.ts';
import type { Selection } from './selection.ts';

interface Loaded {
  format?: string | null;
  source?: string | ArrayBuffer | NodeJS.TypedArray | null;
  shortCircuit?: boolean;
}
type Load = (url: string, context: object, nextLoad: (url: string, context: object) => Loaded) => Loaded;
interface Hooks {
  load?: Load;
}
interface ModuleWithHooks {
  registerHooks?(hooks: Hooks): { deregister(): void };
  stripTypeScriptTypes?(
    code: string,
    options?: { mode?: 'strip' | 'transform'; sourceMap?: boolean; sourceUrl?: string },
  ): string;
}

/** Whether this Node has the synchronous hooks; where it has not, register-hooks.ts does ES modules. */
export function hasSynchronousHooks(): boolean {
  return typeof (Module as ModuleWithHooks).registerHooks === 'function';
}

/** Instruments ES modules, and TypeScript of both kinds, through module.registerHooks. */
export function hookModules(instrumenter: Instrumenter, selected: Selection): void {
  const host = Module as ModuleWithHooks;
  const registerHooks = host.registerHooks!;
  const load: Load = (url, context, nextLoad) =>
    instrumentLoaded(nextLoad(url, context), url, instrumenter, selected);
  let own = Reflect.apply(registerHooks, Module, [{ load }]) as { deregister(): void };

  const hooked = function (this: unknown, hooks: Hooks): { deregister(): void } {
    const handle = Reflect.apply(registerHooks, this, [hooks]) as { deregister(): void };
    own.deregister();
    own = Reflect.apply(registerHooks, Module, [{ load }]) as { deregister(): void };
    return handle;
  };
  Object.defineProperty(hooked, 'name', { value: 'registerHooks', configurable: true });
  host.registerHooks = hooked;
  builtinsReplaced();
}

function instrumentLoaded(
  loaded: Loaded,
  url: string,
  instrumenter: Instrumenter,
  selected: Selection,
): Loaded {
  const { format, source } = loaded;
  if (source === undefined || source === null || format === undefined || format === null) return loaded;
  const typescript = format === 'module-typescript' || format === 'commonjs-typescript';
  if (format !== 'module' && !typescript) return loaded;
  const file = fileOfUrl(url.replace(/[?#].*$/s, url.startsWith('data:') ? '$&' : ''));
  if (!isSelected(file, selected)) return loaded;

  const text = decode(source);
  const kind = format === 'commonjs-typescript' ? 'commonjs' : 'module';
  const code = instrumenter.instrument(text, file, kind, typescript ? typesOf(text, url) : undefined);
  return code === undefined ? loaded : { ...loaded, format: kind, source: code };
}

/** Code without a file (`data:` URLs) belongs to the program that made it. */
export function isSelected(file: string, selected: Selection): boolean {
  return file.startsWith('data:') || (!file.includes('://') && !file.startsWith('node:') && selected(file));
}

/** Text of a module, as Node decodes it: without a byte order mark. */
export function decode(source: string | ArrayBuffer | NodeJS.TypedArray): string {
  if (typeof source === 'string') return source;
  const text = Buffer.from(source as Uint8Array).toString('utf8');
  return text.startsWith('\uFEFF') ? text.slice(1) : text;
}

const transformsTypes = (): boolean => process.execArgv.includes('--experimental-transform-types');

/** How the types of a text are stripped. */
export function typesOf(text: string, url: string): Types {
  return {
    way: `${process.version} ${transformsTypes() ? 'transform' : 'strip'} ${url}`,
    strip: () => stripTypes(text, url),
  };
}

/**
 * JavaScript of a TypeScript text, as Node's own loader makes it; undefined where it has types that cannot be stripped.
 * The API warns that it is experimental where the loader does not, or warns in other words: its warning is kept back.
 */
export function stripTypes(text: string, url: string): string | undefined {
  const strip = (Module as ModuleWithHooks).stripTypeScriptTypes;
  if (strip === undefined) return undefined;
  const { emitWarning } = process;
  process.emitWarning = () => undefined;
  try {
    if (transformsTypes()) {
      return strip(text, { mode: 'transform', sourceMap: true, sourceUrl: url });
    }
    return strip(text, { sourceUrl: url });
  } catch {
    return undefined;
  } finally {
    process.emitWarning = emitWarning;
  }
}
