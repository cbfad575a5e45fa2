// Files that `racewire instrument` made: each says where its site table lies. When such a file begins to run, its table and
// its text as written are put with the facts of this run, so that reports, stacks and function texts find them.
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { StoredTable } from '../facts/tables.ts';
import type { SourceCache } from './source-cache.ts';

/** Name of the directory of tables at the top of what `racewire instrument` writes. */
export const TABLES = '.racewire';

/**
 * Takes over the table of a file that was instrumented ahead of time. Where it is missing the file runs as it is, and
 * races in it are shown without their lines.
 * @param tables - where the table lies, relative to the directory of `file`
 */
export function adoptTable(key: string, file: string, tables: string, cache: SourceCache): void {
  try {
    if (cache.readText(key) !== undefined) return;
    const directory = resolve(dirname(file), tables);
    const table = JSON.parse(readFileSync(join(directory, `${key}.json`), 'utf8')) as StoredTable;
    const text = readFileSync(join(directory, `${key}.txt`), 'utf8');
    // The source is named relative to the tables: a project that was moved as a whole keeps its names. Where there is
    // only the copy, it goes by its own name and is shown by the text that was kept.
    const source = resolve(directory, table.file);
    const known = existsSync(source) ? { ...table, file: source } : { ...table, file, keptText: true };
    cache.keepForRun(key, known, text);
  } catch {
    // No table: nothing is known of this file but its hooks.
  }
}
