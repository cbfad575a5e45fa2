// Positions in instrumented code → positions in the user's source, in two steps: through the transformer's map (lines
// never move, columns do), then through the map the text came with (TypeScript, bundles), if any.
import {
  LEAST_UPPER_BOUND,
  originalPositionFor,
  sourceContentFor,
  TraceMap,
  type SourceMapInput,
} from '@jridgewell/trace-mapping';
import { closeSync, existsSync, openSync, readFileSync, readSync } from 'node:fs';
import { dirname, isAbsolute, join, relative, resolve } from 'node:path';
import {
  HEAD,
  keptName,
  mayLeaveUnwatched,
  unpackKept,
  type Kept,
  type StoredTable,
} from '../facts/tables.ts';
import { makeRealign } from './realign.ts';
import { plainFile } from './stack.ts';

export interface Place {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** The transformer, as far as the report needs it: the map of a text it instrumented before. */
export type MapOfText = (text: string, table: StoredTable) => SourceMapInput | undefined;

/** What is known about instrumented files: tables and texts by key, read when first asked for. */
export interface Places {
  table(key: string): StoredTable | undefined;
  /** Constructs of a text that are left unwatched. Tables without any, almost all, are not read for it. */
  unhandled(key: string): StoredTable['unhandled'];
  /** Original place of a position in the text that was instrumented under `key`. */
  ofText(key: string, line: number, column: number): Place | undefined;
  /** Original place of a position in the instrumented code of `key`. */
  ofInstrumented(key: string, line: number, column: number): Place | undefined;
  /** Original place of a position in a text whose map lies in the file `map`. */
  ofMapped(map: string, file: string, line: number, column: number): Place | undefined;
  /** Lines of an original file (as `ofText` names it); undefined where it cannot be read. */
  lines(file: string): readonly string[] | undefined;
}

type Realign = ReturnType<typeof makeRealign>;

/** @param directories - where tables and texts lie: the cache, the spool */
export function openPlaces(directories: readonly string[], mapOfText: MapOfText): Places {
  const tables = new Map<string, StoredTable | undefined>();
  const inputs = new Map<string, TraceMap | undefined>();
  const maps = new Map<string, TraceMap | undefined>();
  const contents = new Map<string, readonly string[] | undefined>();
  const realigned = new Map<string, Realign | undefined>();
  const embedded = new Map<string, string>();
  const kept = new Map<string, string>();
  /** Texts without a file (`[worker eval]`) under their name; two of one name are told apart by nobody. */
  const nameless = new Map<string, string | undefined>();

  const read = (name: string): Buffer | undefined => {
    for (const directory of directories) {
      const path = join(directory, name);
      if (directory !== '' && existsSync(path)) return readFileSync(path);
    }
    return undefined;
  };
  const headOf = (key: string): string => {
    for (const directory of directories) {
      const path = join(directory, keptName(key));
      if (directory === '' || !existsSync(path)) continue;
      const file = openSync(path, 'r');
      try {
        const head = Buffer.alloc(HEAD);
        return head.toString('latin1', 0, readSync(file, head, 0, HEAD, 0));
      } finally {
        closeSync(file);
      }
    }
    return '';
  };
  const keptOf = (key: string): Kept | undefined => {
    const content = read(keptName(key));
    return content === undefined ? undefined : unpackKept(content);
  };
  const textOf = (key: string): string | undefined => keptOf(key)?.text();
  const memo = <T>(known: Map<string, T>, key: string, make: () => T): T => {
    if (!known.has(key)) known.set(key, make());
    return known.get(key)!;
  };

  const table = (key: string): StoredTable | undefined =>
    memo(tables, key, () => {
      const found = keptOf(key);
      const known = found?.table();
      if (known !== undefined && /^\[.*\]$/.test(known.file))
        nameless.set(known.file, nameless.has(known.file) ? undefined : found?.text());
      return known;
    });
  const inputMap = (key: string): TraceMap | undefined =>
    memo(inputs, key, () => {
      const text = table(key)?.inputMap;
      if (text === undefined) return undefined;
      try {
        return new TraceMap(text);
      } catch {
        return undefined; // A wrong map of the user's: positions of the text itself are still true.
      }
    });
  const ownMap = (key: string): TraceMap | undefined =>
    memo(maps, key, () => {
      const known = table(key);
      const text = textOf(key);
      if (known === undefined || text === undefined) return undefined;
      try {
        const map = mapOfText(text, known);
        return map === undefined ? undefined : new TraceMap(map);
      } catch {
        return undefined;
      }
    });

  // A text that was made of its file and says nothing about it.
  const realign = (key: string, known: StoredTable): Realign | undefined =>
    memo(realigned, key, () => {
      if (known.keptText === true || !isAbsolute(known.file) || !existsSync(known.file)) return undefined;
      const text = textOf(key);
      const source = readFileSync(known.file, 'utf8');
      return text === undefined || text === source ? undefined : makeRealign(text, source);
    });

  const ofText = (key: string, line: number, column: number): Place | undefined => {
    const known = table(key);
    if (known === undefined) return undefined;
    // A dependency is read in the files that are installed and that Node's own stacks name, whatever its maps speak of.
    const input = known.file.includes('/node_modules/') ? undefined : inputMap(key);
    if (input !== undefined) {
      const at = mappedPlace(input, line, Math.max(0, column - 1));
      if (at.source !== null) {
        const file = sourceFile(at.source, known.file);
        const content = sourceContentFor(input, at.source);
        if (content !== null) embedded.set(file, content);
        return { file, line: at.line, column: at.column + 1 };
      }
    }
    if (known.keptText === true && !kept.has(known.file)) {
      const text = textOf(key);
      if (text !== undefined) kept.set(known.file, text);
    }
    return { file: known.file, line, column, ...realign(key, known)?.(line, column) };
  };

  return {
    table,
    unhandled: (key) => (mayLeaveUnwatched(headOf(key)) ? (table(key)?.unhandled ?? []) : []),
    ofText,
    ofInstrumented(key, line, column) {
      const map = ownMap(key);
      let original = column;
      if (map !== undefined) {
        const at = originalPositionFor(map, { line, column: Math.max(0, column - 1) });
        if (at.line !== null) original = at.column + 1;
      }
      return ofText(key, line, original);
    },
    ofMapped(map, file, line, column) {
      const known = memo(maps, map, () => {
        const text = read(map)?.toString('utf8');
        try {
          return text === undefined ? undefined : new TraceMap(text);
        } catch {
          return undefined;
        }
      });
      if (known === undefined) return undefined;
      const at = originalPositionFor(known, { line, column: Math.max(0, column - 1) });
      return at.source === null
        ? undefined
        : { file: sourceFile(at.source, file), line: at.line, column: at.column + 1 };
    },
    lines: (file) =>
      memo(contents, file, () => {
        const name = /\[[^\]/\\]+\]$/.exec(file)?.[0];
        if (name !== undefined && nameless.has(name)) return nameless.get(name)?.split('\n');
        const onDisk = !kept.has(file) && isAbsolute(file) && existsSync(file);
        const content = onDisk ? readFileSync(file, 'utf8') : (kept.get(file) ?? embedded.get(file));
        return content?.split(/\r\n|[\n\r\u2028\u2029]/);
      }),
  };
}

// Sources of a map are URLs or paths relative to the file that has the map.
function sourceFile(source: string, file: string): string {
  const plain = plainFile(source);
  if (isAbsolute(plain) || plain.includes('://')) return plain;
  return isAbsolute(file) ? resolve(dirname(file), plain) : plain;
}

/** A file as reports name it: relative to `directory` where it lies below it, with `/`. */
export function shownFile(file: string, directory: string): string {
  if (!isAbsolute(file)) return file;
  const inside = relative(directory, file);
  return (inside.startsWith('..') || isAbsolute(inside) ? file : inside).replaceAll('\\', '/');
}

/** Where a place was written; of what a compiler has put there itself, in front of what was (the call of a helper), where that was. */
function mappedPlace(map: TraceMap, line: number, column: number): ReturnType<typeof originalPositionFor> {
  const at = originalPositionFor(map, { line, column });
  return at.source === null ? originalPositionFor(map, { line, column, bias: LEAST_UPPER_BOUND }) : at;
}
