// Methods of views that instrumented code calls in a way no hook can stand before: taken out of their object
// (`const { fill } = view`), bound, called by a computed name. So the methods themselves are replaced, for the whole life of
// the thread: to the program each is one function, as before. A call that a hook announced does what it did; any other one
// on watched memory records, by the same rows, with the calling place as its site.
// Callbacks and iterators are in stepwise.ts. What reads or writes one element (getInt32, readUInt8 …) V8 compiles to a few
// instructions: those are replaced when instrumented code takes one of them as a value, before it has it (hook `dm`).
import { METHODS, type MethodName } from '../../instrument/protocol.ts';
import { takeCall, takeElement } from './announced-call.ts';
import { bufferOf, getPrototypeOf, isProxy, isSharedArrayBuffer, isView } from './builtins.ts';
import { infoOf } from './buffers.ts';
import { standIn } from '../hooks/natives.ts';
import { elementMethod, isElementMethod } from './element-methods.ts';
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

const { getOwnPropertyDescriptor, defineProperty } = Reflect;

function patch(prototype: object, name: MethodName, replaced: Map<Method, object>, record: Recorder): void {
  const descriptor = getOwnPropertyDescriptor(prototype, name);
  const original = descriptor?.value as Method | undefined;
  if (descriptor === undefined || typeof original !== 'function') return;
  let value = replaced.get(original); // One function may have two names.
  if (value === undefined) {
    const op = METHODS.indexOf(name);
    value = standIn(original, (receiver, values) => record(receiver, op, name, values));
    replaced.set(original, value);
  }
  defineProperty(prototype, name, { ...descriptor, value });
}

type Recorder = (receiver: unknown, op: number, name: string, values: readonly unknown[]) => void;

const recordRange: Recorder = (receiver, op, name, values) => {
  if (takeCall(receiver as object)) return;
  if (isWatched(receiver) || isWatched(values[0])) detachedMethod(receiver, op, dynamicSite(name), values);
};

const recordElement: Recorder = (receiver, op, name, values) => {
  if (takeElement(receiver) || !isWatched(receiver)) return;
  if (isElementMethod(op)) {
    elementMethod(receiver, op, dynamicSite(name), values);
    takeElement(receiver); // It says that a call comes: this one.
  } else detachedMethod(receiver, op, dynamicSite(name), values);
};

/** Replaces the methods of the realm's typed arrays and of Buffer that touch elements in ranges. */
export function patchDetachedMethods(typedArrays: object, buffers: object): void {
  const replaced = new Map<Method, object>();
  for (const name of OF_TYPED_ARRAYS) patch(typedArrays, name, replaced, recordRange);
  for (const name of OF_BUFFERS) patch(buffers, name, replaced, recordRange);
}

const ofViews = DataView.prototype;
const ofBuffers = Buffer.prototype as object;
let replacesElements = false;

/** Has methods of one element replaced when one is taken: from now on the engine watches. */
export function replaceElementMethods(): void {
  replacesElements = true;
}

// A view, a prototype of views, or one of a class that extends them.
function hasElementMethods(value: unknown): boolean {
  if (isView(value) || value === ofViews || value === ofBuffers) return true;
  if (typeof value !== 'object' || value === null || isProxy(value)) return false;
  const parent = getPrototypeOf(value);
  return parent === ofViews || parent === ofBuffers;
}

/** [o.getInt32 as a value] Instrumented code takes a method of `o` that touches one element. */
export function takesElementMethod(o: unknown): void {
  if (!replacesElements || !hasElementMethods(o)) return;
  replacesElements = false;
  const replaced = new Map<Method, object>();
  METHODS.forEach((name, op) => {
    if (!isElementMethod(op) && !/^(?:read|write)U?[Ii]nt[LB]E$/.test(name)) return;
    patch(
      name.startsWith('read') || name.startsWith('write') ? ofBuffers : ofViews,
      name,
      replaced,
      recordElement,
    );
  });
}
