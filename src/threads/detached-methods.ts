// Methods of views that instrumented code calls in a way no hook can stand before: taken out of their object
// (`const { fill } = view`), bound, called by a computed name. So the methods themselves are replaced, for the whole life of
// the thread: to the program each is one function, as before. A call that a hook announced does what it did; any other one
// on watched memory records, by the same rows, with the calling place as its site.
// Callbacks and iterators are in stepwise.ts. Not replaced: what reads or writes one element (getInt32, readUInt8 …), which
// V8 compiles to a few instructions.
import { METHODS, type MethodName } from '../../instrument/protocol.ts';
import { takeCall } from './announced-call.ts';
import { bufferOf, isSharedArrayBuffer, isView } from './builtins.ts';
import { infoOf } from './buffers.ts';
import { standIn } from '../hooks/natives.ts';
import { detachedMethod } from './methods.ts';
import { dynamicSite } from './sites.ts';

type Method = (this: unknown, ...values: unknown[]) => unknown;

const OF_TYPED_ARRAYS: readonly MethodName[] = [
  'fill',
  'set',
  'copyWithin',
  'slice',
  'sort',
  'reverse',
  'indexOf',
  'lastIndexOf',
  'includes',
  'at',
  'with',
  'toSorted',
  'toReversed',
  'toLocaleString',
];
/** Those of Buffer's own that call no other one of them: `includes` comes down to `indexOf`. */
const OF_BUFFERS: readonly MethodName[] = [
  'fill',
  'copy',
  'write',
  'toString',
  'toLocaleString',
  'toJSON',
  'equals',
  'compare',
  'indexOf',
  'lastIndexOf',
  'swap16',
  'swap32',
  'swap64',
];

// Unlike viewInfo it counts no unknown memory: the runtime's own calls come through here, too.
const isWatched = (value: unknown): boolean => {
  if (!isView(value)) return false;
  const buffer = bufferOf(value);
  return isSharedArrayBuffer(buffer) && infoOf(buffer) !== undefined;
};

function patch(prototype: object, name: MethodName, replaced: Map<Method, object>): void {
  const descriptor = Reflect.getOwnPropertyDescriptor(prototype, name);
  const original = descriptor?.value as Method | undefined;
  if (descriptor === undefined || typeof original !== 'function') return;
  let value = replaced.get(original); // One function may have two names.
  if (value === undefined) {
    const op = METHODS.indexOf(name);
    value = standIn(original, (receiver, values) => {
      if (takeCall(receiver as object)) return;
      if (isWatched(receiver) || isWatched(values[0]))
        detachedMethod(receiver, op, dynamicSite(name), values);
    });
    replaced.set(original, value);
  }
  Reflect.defineProperty(prototype, name, { ...descriptor, value });
}

/** Replaces the methods of the realm's typed arrays and of Buffer that touch elements in ranges. */
export function patchDetachedMethods(typedArrays: object, buffers: object): void {
  const replaced = new Map<Method, object>();
  for (const name of OF_TYPED_ARRAYS) patch(typedArrays, name, replaced);
  for (const name of OF_BUFFERS) patch(buffers, name, replaced);
}
