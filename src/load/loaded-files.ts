// Which instrumented files run in this thread, by name, as they announce themselves to the hook `module`; and their
// columns, from a map that is made when first asked for.
import { globalHooks } from './global-name.ts';
import { registerSource } from '../hooks/function-text.ts';
import { type ColumnMap, makeColumnMap } from './columns.ts';
import { adoptTable } from './ahead-of-time.ts';
import { fileOfUrl, type Instrumenter } from './instrumenter.ts';
import { instrumentText } from './dynamic-code.ts';
import type { Texts } from './fatal-errors.ts';

type Announce = (key: string, count: number, file: string, functions?: string, tables?: string) => number;

/** Listens to the modules of this thread; after installRuntime. */
export function watchLoadedFiles(instrumenter: Instrumenter): Texts {
  const keys = new Map<string, string>();
  const maps = new Map<string, ColumnMap | undefined>();
  const hooks = globalHooks() as Record<'module' | 'base', Announce>;
  for (const name of ['module', 'base'] as const) {
    const announce = hooks[name];
    hooks[name] = (key, count, given, functions, tables) => {
      const file = tables === undefined ? given : fileOfUrl(given);
      if (tables !== undefined && !keys.has(file)) adoptTable(key, file, tables, instrumenter.cache);
      if (keys.get(file) !== key) {
        keys.set(file, key);
        registerSource(key, () => instrumenter.cache.readText(key));
      }
      return announce(key, count, file, functions);
    };
  }

  const mapOf = (key: string): ColumnMap | undefined => {
    if (!maps.has(key)) maps.set(key, undefined);
    else return maps.get(key);
    const kept = instrumenter.cache.kept(key);
    const text = kept?.text();
    const table = kept?.table();
    if (text === undefined || table?.edits === undefined) return undefined;
    const made = makeColumnMap(text, table.edits);
    maps.set(key, made);
    return made;
  };

  const keyOf = (file: string): string | undefined =>
    keys.get(file) ?? (file.startsWith('file:') ? keys.get(fileOfUrl(file)) : undefined);

  return {
    evaluated: instrumentText(instrumenter),
    has: (file) => keyOf(file) !== undefined,
    textOf(file) {
      const key = keyOf(file);
      return key === undefined ? undefined : instrumenter.cache.readText(key);
    },
    columnOf(file, line, column) {
      const key = keyOf(file);
      if (key === undefined) return undefined;
      try {
        return mapOf(key)?.columnOf(line, column);
      } catch {
        return undefined;
      }
    },
  };
}
