// Built-ins the threads engine uses, taken before user code can replace them.
import { types } from 'node:util';

type Getter<T> = (receiver: object) => T;

function getter<T>(prototype: object, key: PropertyKey): Getter<T> {
  const get = Object.getOwnPropertyDescriptor(prototype, key)?.get;
  if (get === undefined) return () => undefined as T;
  return (receiver) => ReflectApply(get, receiver, []) as T;
}

export const ReflectApply: typeof Reflect.apply = Reflect.apply;
export const getPrototypeOf: typeof Reflect.getPrototypeOf = Reflect.getPrototypeOf;
export const getOwnPropertyDescriptor: typeof Reflect.getOwnPropertyDescriptor =
  Reflect.getOwnPropertyDescriptor;
export const isView: typeof ArrayBuffer.isView = ArrayBuffer.isView;
export const isArrayBuffer: typeof types.isArrayBuffer = types.isArrayBuffer;
export const isProxy: typeof types.isProxy = types.isProxy;
export const isSharedArrayBuffer: typeof types.isSharedArrayBuffer = types.isSharedArrayBuffer;
export const isDataView: typeof types.isDataView = types.isDataView;
export const isTypedArray: typeof types.isTypedArray = types.isTypedArray;
export const isMap: typeof types.isMap = types.isMap;
export const isSet: typeof types.isSet = types.isSet;
export const isBigInt64Array: typeof types.isBigInt64Array = types.isBigInt64Array;
export const isBigUint64Array: typeof types.isBigUint64Array = types.isBigUint64Array;

const TypedArrayPrototype = Reflect.getPrototypeOf(Int8Array.prototype) as object;
const typedBuffer = getter<ArrayBufferLike>(TypedArrayPrototype, 'buffer');
const typedByteOffset = getter<number>(TypedArrayPrototype, 'byteOffset');
const typedByteLength = getter<number>(TypedArrayPrototype, 'byteLength');
const typedLength = getter<number>(TypedArrayPrototype, 'length');
const typedTag = getter<string>(TypedArrayPrototype, Symbol.toStringTag);
const dataBuffer = getter<ArrayBufferLike>(DataView.prototype, 'buffer');
const dataByteOffset = getter<number>(DataView.prototype, 'byteOffset');
const dataByteLength = getter<number>(DataView.prototype, 'byteLength');

/** The buffer under a view, whatever its own properties say. */
export function bufferOf(view: object): ArrayBufferLike {
  return isDataView(view) ? dataBuffer(view) : typedBuffer(view);
}

/** Bytes from the start of the buffer to that of the view; 0 when the view is out of bounds. */
export function byteOffsetOf(view: object): number {
  try {
    return isDataView(view) ? dataByteOffset(view) : typedByteOffset(view);
  } catch {
    return 0; // A DataView out of bounds throws.
  }
}

/** Bytes of the view now; 0 when it is out of bounds. */
export function byteLengthOf(view: object): number {
  try {
    return isDataView(view) ? dataByteLength(view) : typedByteLength(view);
  } catch {
    return 0;
  }
}

/** Elements of a typed array now. */
export const lengthOf: Getter<number> = typedLength;

/** Name of a typed array's constructor, such as `Int32Array`; undefined for all else. */
export const typeOf: Getter<string | undefined> = typedTag;

/** log2 of the element size of a typed array. */
export function shiftOf(view: object): number {
  switch (typedTag(view)) {
    case 'Int16Array':
    case 'Uint16Array':
    case 'Float16Array':
      return 1;
    case 'Int32Array':
    case 'Uint32Array':
    case 'Float32Array':
      return 2;
    case 'Float64Array':
    case 'BigInt64Array':
    case 'BigUint64Array':
      return 3;
    default:
      return 0;
  }
}

const sharedByteLength = getter<number>(SharedArrayBuffer.prototype, 'byteLength');
const sharedMaxByteLength = getter<number>(SharedArrayBuffer.prototype, 'maxByteLength');

/** Byte length of a shared buffer now. */
export const sharedLengthOf: Getter<number> = sharedByteLength;

/** Greatest byte length a shared buffer can get. */
export function maxByteLengthOf(buffer: object): number {
  return sharedMaxByteLength(buffer) ?? sharedByteLength(buffer);
}

// The types of Node 20 do not know the global WebAssembly.
const wasm = (globalThis as { WebAssembly?: { Memory?: { prototype: object } } }).WebAssembly;
const MemoryPrototype: object | undefined = wasm?.Memory?.prototype;
const memoryBuffer: Getter<ArrayBufferLike> =
  MemoryPrototype === undefined
    ? () => new ArrayBuffer(0)
    : getter<ArrayBufferLike>(MemoryPrototype, 'buffer');

/** The buffer a WebAssembly.Memory has now, if `value` is one. */
export function memoryBufferOf(value: object): ArrayBufferLike | undefined {
  if (MemoryPrototype === undefined) return undefined;
  try {
    return memoryBuffer(value); // Throws for all that is not a memory.
  } catch {
    return undefined;
  }
}

/** Whether `value` may be a WebAssembly.Memory: cheap, without a brand check. */
export function looksLikeMemory(value: object): boolean {
  return MemoryPrototype !== undefined && getPrototypeOf(value) === MemoryPrototype;
}

/** The Atomics functions as they were. */
export const NativeAtomics: typeof Atomics = Object.freeze(
  Object.defineProperties({}, Object.getOwnPropertyDescriptors(Atomics)),
) as typeof Atomics;

const growable = getter<boolean | undefined>(SharedArrayBuffer.prototype, 'growable');

/** Whether the length of a shared buffer may change. */
export function isGrowableBuffer(buffer: object): boolean {
  return growable(buffer) === true;
}

/** Whether the length of a view over shared memory may change. */
export function isGrowable(view: object): boolean {
  return growable(bufferOf(view)) === true;
}
