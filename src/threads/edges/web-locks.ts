// [end of a Web Locks callback → next grant of that lock] navigator.locks and worker_threads.locks, Node ≥ 24.5.
import { hashOfName, onLock } from '../../hooks/web-locks.ts';
import { sync } from '../memory.ts';
import { NAME, clockAt, lockVariable, placeOf, unlockVariable, variableOf } from '../sync-variables.ts';
import { acquireFrom, Means, releaseJoin } from '../thread.ts';

/** Where the hashes of what exclusive holders release begin, and of what shared ones do. */
const EXCLUSIVE = 7;
const SHARED = 11;

function variableOfName(name: unknown, start: number): number {
  return variableOf(hashOfName(name, start), placeOf(0, 0, NAME));
}

function acquire(variable: number): void {
  lockVariable(variable);
  acquireFrom(sync, clockAt(variable), Means.LOCK);
  unlockVariable(variable);
}

function release(variable: number): void {
  lockVariable(variable);
  releaseJoin(sync, clockAt(variable));
  unlockVariable(variable);
}

/** Starts to follow locks. */
export function patchWebLocks(): void {
  onLock({
    requested: () => undefined,
    granted(_, name, shared, run) {
      acquire(variableOfName(name, EXCLUSIVE));
      if (!shared) acquire(variableOfName(name, SHARED));
      return run();
    },
    ended(name, shared) {
      release(variableOfName(name, shared ? SHARED : EXCLUSIVE));
    },
  });
}
