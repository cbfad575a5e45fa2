// What a program can tell racewire, for orders that it cannot see. Without the detector these do nothing; nothing is
// imported, so that a library can afford them.

interface Detector {
  release(target: object): void;
  acquire(target: object): void;
  task<T>(name: string, run: () => T): T;
  ignore<T>(run: () => T): T;
}

/** The hooks, where there are any: a constant of the global scope (load/global-name.ts). */
declare const __racewire: { api?: Detector } | undefined;

const hooks = typeof __racewire === 'undefined' ? undefined : __racewire;
const detector: Detector | undefined = hooks?.api;

/** Whether this thread runs under racewire. */
export const active: boolean = detector !== undefined;

/**
 * What was done so far happens before whatever follows the next `acquire` of the same object. For shared memory, by any
 * thread that acquires the same buffer, or a view that begins at the same byte; otherwise within this thread.
 */
export function release(target: object): void {
  detector?.release(target);
}

/** What was done before each `release` of this object happens before what comes next. */
export function acquire(target: object): void {
  detector?.acquire(target);
}

/** Runs `run` as an operation of its own, which reports call `name`: nothing its caller read before is part of it. */
export function task<T>(name: string, run: () => T): T {
  return detector === undefined ? run() : detector.task(name, run);
}

/** Runs `run`; races of what it accesses, before and after its awaits, are not reported but counted. */
export function ignore<T>(run: () => T): T {
  return detector === undefined ? run() : detector.ignore(run);
}
