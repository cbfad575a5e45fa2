// The process's 'exit' event, seen without a listener: the program can count listeners, and an eleventh would make Node
// warn of a leak.
import process from 'node:process';

const before: (() => void)[] = [];
const after: (() => void)[] = [];
let around: ((emit: () => boolean) => boolean) | undefined;

/** Runs `first` before the program's 'exit' listeners. */
export function beforeExitListeners(first: () => void): void {
  hook();
  before.push(first);
}

/** Runs the program's 'beforeExit' listeners within `run`. */
export function aroundBeforeExit(run: (emit: () => boolean) => boolean): void {
  hook();
  around = run;
}

/** Runs `last` after the program's 'exit' listeners. */
export function afterExitListeners(last: () => void): void {
  hook();
  after.push(last);
}

let hooked = false;

function hook(): void {
  if (hooked) return;
  hooked = true;
  const original = process.emit as (...values: unknown[]) => boolean;
  const emit = function (this: unknown, ...values: unknown[]): boolean {
    if (values[0] === 'beforeExit' && this === process && around !== undefined)
      return around(() => Reflect.apply(original, this, values));
    if (values[0] !== 'exit' || this !== process) return Reflect.apply(original, this, values);
    for (const first of before) first();
    const heard = Reflect.apply(original, this, values);
    for (const last of after) last();
    return heard;
  };
  Object.defineProperty(emit, 'length', { value: original.length, configurable: true });
  Object.defineProperty(process, 'emit', {
    value: emit,
    configurable: true,
    writable: true,
    enumerable: false,
  });
}
