// Reads the spools of a run. A writer may have been killed in the middle of a line: what does not parse is counted and
// left out, the facts before it stand.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Fact, ThreadFact } from './types.ts';

/** The facts of one thread, in the order they were written. */
export interface Spool {
  readonly name: string;
  /** Who wrote it; undefined for the hooks thread of module.register, which runs no program. */
  readonly thread: ThreadFact | undefined;
  readonly facts: readonly Fact[];
  /** Number of lines that are not whole. */
  readonly torn: number;
}

/** All spools of a directory, in the order of their names; none where the directory is gone. */
export function readSpools(directory: string): Spool[] {
  let names: string[];
  try {
    names = readdirSync(directory).filter((name) => name.endsWith('.jsonl'));
  } catch {
    return [];
  }
  return names.sort().map((name) => parseSpool(name, readFileSync(join(directory, name), 'utf8')));
}

/** How many bytes the spools of a directory have: whether there is anything new. */
export function spoolSize(directory: string): number {
  try {
    const names = readdirSync(directory).filter((name) => name.endsWith('.jsonl'));
    return names.reduce((sum, name) => sum + statSync(join(directory, name)).size, 0);
  } catch {
    return 0;
  }
}

/** One spool from its text. */
export function parseSpool(name: string, text: string): Spool {
  const facts: Fact[] = [];
  let torn = 0;
  for (const line of text.split('\n')) {
    if (line === '') continue;
    try {
      const fact = JSON.parse(line) as Fact;
      if (typeof fact?.fact === 'string') facts.push(fact);
      else torn++;
    } catch {
      torn++;
    }
  }
  const thread = facts.find((fact): fact is ThreadFact => fact.fact === 'thread');
  return { name, thread, facts, torn };
}
