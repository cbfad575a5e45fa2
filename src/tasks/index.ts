// The tasks engine: its start, and what the hooks may call.
import process from 'node:process';
import type { RunOptions } from '../facts/options.ts';
import { flags } from '../hooks/flags.ts';
import { settings, trackTurnEnds } from './accesses.ts';
import { duckStores } from './duck-stores.ts';
import { trackCombinators } from './combinators.ts';
import { trackMessages } from './edges/messages.ts';
import { trackPromises } from './promises.ts';
import { printing } from './report.ts';
import { programStarts, trackResources } from './resources.ts';
import { coverage } from './store.ts';
import { clockwork } from './task.ts';

export { programStarts };

/** Starts to follow tasks in this thread; to be called once, before code of the program. */
export function startTasks(options: RunOptions, thread: string): void {
  settings.strict = options.level === 'strict';
  settings.observedOnly = options.level === 'observed';
  duckStores.on = options.stores;
  printing.values = options.values;
  printing.redactKeys = options.redactKeys;
  printing.thread = thread;
  trackTurnEnds();
  trackPromises();
  trackResources();
  trackCombinators();
  trackMessages();
  // What 'exit' listeners do comes after everything.
  process.prependOnceListener('exit', () => {
    flags.tasks = 0;
  });
}

/** This thread's part of the report's coverage. */
export function tasksCoverage(): { stores: number; keys: number; accesses: number; tasks: number; overlaps: number; benign: number } {
  return { ...coverage, tasks: clockwork.tasks };
}
