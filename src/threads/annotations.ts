// Orders of shared memory that the program tells itself (racewire.release, racewire.acquire), and code whose accesses it
// does not want to be recorded (racewire.ignore).
import { infoOf } from './buffers.ts';
import { bufferOf, byteOffsetOf, isSharedArrayBuffer, isView } from './builtins.ts';
import { sync } from './memory.ts';
import { clockAt, lockVariable, placeOf, TOLD, unlockVariable, variableOf } from './sync-variables.ts';
import { acquireFrom, Means, mute, releaseJoin, unmute } from './thread.ts';

// The variable of a shared buffer, or of the place where a view of one begins; undefined for anything else.
function variableFor(target: object): number | undefined {
  const memory = isView(target) ? bufferOf(target) : target;
  const info = isSharedArrayBuffer(memory) ? infoOf(memory) : undefined;
  if (info === undefined) return undefined;
  return variableOf(info.id, placeOf(isView(target) ? byteOffsetOf(target) : 0, 0, TOLD));
}

/** What this thread did happens before what the next acquirer of the same memory does. */
export function releaseMemory(target: object): void {
  const variable = variableFor(target);
  if (variable === undefined) return;
  lockVariable(variable);
  releaseJoin(sync, clockAt(variable));
  unlockVariable(variable);
}

/** What the releasers of the same memory did happens before what this thread does from here on. */
export function acquireMemory(target: object): void {
  const variable = variableFor(target);
  if (variable === undefined) return;
  lockVariable(variable);
  acquireFrom(sync, clockAt(variable), Means.LOCK);
  unlockVariable(variable);
}

/** Runs `run` without recording accesses of shared memory. */
export function withoutRecording<T>(run: () => T): T {
  mute();
  try {
    return run();
  } finally {
    unmute();
  }
}
