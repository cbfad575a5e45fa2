// A failure inside racewire never reaches the program: the tasks engine is switched off and the report says why.
import { emit } from '../facts/spool.ts';
import { switchTasks } from './flags.ts';

/** Set once the tasks engine is off for good. */
export const failure: { tasks: boolean } = { tasks: false };

/** To be called with whatever a hook of the tasks engine threw. */
export function tasksFailed(error: unknown): void {
  // The program is out of stack: it will find out by itself, and nothing here is broken.
  if (error instanceof RangeError) return;
  switchTasks(false);
  failure.tasks = true;
  emit({
    fact: 'lost',
    what: 'the tasks engine',
    why: error instanceof Error ? (error.stack ?? error.message) : String(error),
  });
}
