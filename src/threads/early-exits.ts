// find, some, every and their like read elements until the callback has its answer. How many that is only the callback
// shows, so these methods of typed arrays are replaced: a call that was announced by instrumented code gets a callback
// that records each element it is given.
import { ReflectApply, isTypedArray, lengthOf, shiftOf } from './builtins.ts';
import { viewInfo } from './buffers.ts';
import { registerNative } from '../hooks/natives.ts';
import { record } from './record.ts';
import { PLAIN } from './shadow-cell.ts';

type Callback = (this: unknown, value: unknown, index: number, view: object) => unknown;
type Method = (this: object, ...values: unknown[]) => unknown;

const NAMES = ['find', 'findIndex', 'findLast', 'findLastIndex', 'some', 'every'] as const;

let announced: object | undefined;
let announcedSite = 0;

/** Says that instrumented code calls one of these methods on `view` next, at `site`. */
export function announceWalk(view: object, site: number): void {
  announced = view;
  announcedSite = site;
}

function watched(callback: Callback, view: object, site: number): Callback {
  const info = viewInfo(view);
  if (info === undefined) return callback;
  const width = 1 << shiftOf(view);
  return function (this: unknown, value, index, array) {
    if (index < lengthOf(view))
      record(info.buffer, info.byteOffset + index * width, width, PLAIN, site, value);
    return ReflectApply(callback, this, [value, index, array]);
  };
}

/** Replaces the methods of the realm's typed arrays. */
export function patchEarlyExits(prototype: object): void {
  for (const name of NAMES) {
    const descriptor = Reflect.getOwnPropertyDescriptor(prototype, name);
    const original = descriptor?.value as Method | undefined;
    if (descriptor === undefined || original === undefined) continue;
    const patched = {
      walk(this: object, ...values: unknown[]): unknown {
        const view = announced;
        announced = undefined;
        if (view === this && typeof values[0] === 'function' && isTypedArray(view)) {
          values[0] = watched(values[0] as Callback, view, announcedSite);
        }
        return ReflectApply(original, this, values);
      },
    }.walk;
    Reflect.defineProperty(prototype, name, { ...descriptor, value: registerNative(patched, original) });
  }
}
