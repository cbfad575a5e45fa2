// That a thread shares memory is said at once: a worker that is terminated never reaches its last words.
import { emit } from '../facts/spool.ts';

/** Says that this thread shares memory now. Totals that are written later replace it. */
export function sayThatMemoryIsShared(): void {
  emit({
    fact: 'coverage',
    files: 0,
    storesWatched: 0,
    keysWatched: 0,
    accesses: 0,
    tasks: 0,
    overlappingTaskPairs: 0,
    threadsSharingMemory: 1,
    unknownSharedBuffers: 0,
    benign: 0,
  });
}
