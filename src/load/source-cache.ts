// Instrumented code on disk, keyed by everything it depends on, so that the second run transforms nothing.
// A file holds the code, its site table, which is read only to print a race, and the text the transformer was given (after
// a TypeScript loader, say), for columns and Function.toString: src/facts/tables.ts has the format. `<key>.flows` says
// where its values go (flows.ts), once that was asked.
//
// Invariant: a file in place is whole. It is written under a name of its own and renamed, so concurrent processes and a
// crash in the middle leave either nothing or the same bytes. A cache that cannot be written is replaced by the spool
// directory of the run: nothing is kept, nothing else changes.
import process from 'node:process';
import { mkdirSync, readFileSync, renameSync, unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PROTOCOL_VERSION } from '../../instrument/protocol.ts';
import { textHash } from '../../instrument/text-hash.ts';
import { keptName, packKept, packTable, unpackKept, type Kept, type StoredTable } from '../facts/tables.ts';
import { VERSION } from '../version.ts';

/** What a text may be: an ES module, the body of a CommonJS wrapper, a script; or the first of two that it parses as. */
export type SourceKind = 'module' | 'commonjs' | 'commonjs-or-module' | 'script' | 'once' | 'once-or-module';

/** Hash of the built transformer, put in by the build: a cache never outlives the code that filled it. */
declare const RACEWIRE_TRANSFORMER: string | undefined;
export const TRANSFORMER: string = typeof RACEWIRE_TRANSFORMER === 'string' ? RACEWIRE_TRANSFORMER : '';

export interface SourceCache {
  /** Instrumented code of this key, or undefined where there is none. */
  read(key: string): string | undefined;
  /** Keeps what belongs to a key; returns false where neither directory takes it. */
  write(key: string, code: string, table: StoredTable, text: string): boolean;
  /** Keeps the table and text of code that was instrumented ahead of time, for this run only: its place may change. */
  keepForRun(key: string, table: StoredTable, text: string): void;
  /** Keeps a source map in the fallback directory; returns its name, or undefined where it cannot. */
  writeMap(map: string): string | undefined;
  /** All that is kept of a key. */
  kept(key: string): Kept | undefined;
  /** The text that was instrumented under this key, or undefined. */
  readText(key: string): string | undefined;
  /** Its site table, or undefined. */
  readTable(key: string): StoredTable | undefined;
  /** What was kept of a text's flows, or undefined. */
  readFlows(key: string): string | undefined;
  /** Keeps that; or does not, where it cannot. */
  keepFlows(key: string, flows: string): void;
}

/** Names everything the instrumented form of a text depends on: 32 hexadecimal digits. */
export function sourceKey(text: string, file: string, kind: SourceKind): string {
  return textHash(`${VERSION}\0${TRANSFORMER}\0${PROTOCOL_VERSION}\0${kind}\0${file}`, text);
}

/** A cache in `directory`, with `fallback` (the run's spool directory) for what cannot be kept there. */
export function openSourceCache(directory: string, fallback: string): SourceCache {
  let places = directory === '' ? [fallback] : [directory, fallback];

  const read = (key: string): Kept | undefined => {
    const name = keptName(key);
    for (const place of places) {
      try {
        return unpackKept(readFileSync(join(place, name)));
      } catch {
        // Not here.
      }
    }
    return undefined;
  };

  return {
    kept: read,
    read: (key) => read(key)?.code(),
    readText: (key) => read(key)?.text(),
    readTable: (key) => read(key)?.table(),
    readFlows(key) {
      try {
        return readFileSync(join(places[0]!, `${key}.flows`), 'utf8');
      } catch {
        return undefined;
      }
    },
    keepFlows(key, flows) {
      try {
        keep(places[0]!, `${key}.flows`, flows);
      } catch {
        // The next process looks itself.
      }
    },
    keepForRun(key, table, text) {
      keep(fallback, keptName(key), packTable(table, text));
    },
    writeMap(map) {
      const name = `${textHash(map)}.map`;
      try {
        keep(fallback, name, map);
        return name;
      } catch {
        return undefined;
      }
    },
    write(key, code, table, text) {
      const content = packKept(code, table, text);
      for (const place of places) {
        try {
          keep(place, keptName(key), content);
          return true;
        } catch {
          places = places.filter((other) => other !== place || other === fallback);
        }
      }
      return false;
    },
  };
}

let writes = 0;

/** Writes a file that is whole from the moment it has its name; its directory is made. */
export function keep(directory: string, name: string, content: string): void {
  const whole = join(directory, name);
  const partial = `${whole}.${process.pid}.${Date.now().toString(36)}.${++writes}`;
  try {
    writeFileSync(partial, content, { mode: 0o600 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    writeFileSync(partial, content, { mode: 0o600 });
  }
  try {
    renameSync(partial, whole);
  } catch (error) {
    unlinkSync(partial);
    throw error;
  }
}
