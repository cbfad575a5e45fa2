// The spool of one thread: facts appended synchronously, so that a crash, process.exit() or SIGKILL right after an
// access loses nothing that was detected before it.
import { appendFileSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { Fact } from './types.ts';

let fd = -1;
let broken = false;
let totals: (() => Fact) | undefined;

/**
 * Opens this thread's spool in `directory`; a failure switches spooling off and is never thrown.
 * @param name - unique within the run: process id, thread id and a start time
 */
export function openSpool(directory: string, name: string): void {
  try {
    fd = openSync(join(directory, `${name}.jsonl`), 'ax', 0o600);
  } catch {
    broken = true;
  }
}

/** Sets what gives this thread's totals: they follow each race, which may be the last thing a thread does. */
export function setTotals(make: () => Fact): void {
  totals = make;
}

/** Appends one fact. Never throws: a full disk loses the fact and says so once on standard error. */
export function emit(fact: Fact): void {
  if (fd < 0) return;
  try {
    writeSync(fd, JSON.stringify(fact) + '\n');
    if (fact.fact === 'race' && totals !== undefined) writeSync(fd, JSON.stringify(totals()) + '\n');
  } catch (error) {
    if (!broken) {
      broken = true;
      try {
        appendFileSync(2, `racewire: facts are lost, the spool cannot be written (${String(error)})\n`);
      } catch {
        // Nowhere to say it.
      }
    }
  }
}
