// The calls of methods that touch shared memory in ranges: on typed arrays, DataViews and Buffers, and functions that
// are given them; those of Node's modules are in module-calls.ts. One row of the table a method; rows say which bytes it reads and writes, from arguments that are
// primitives. What reads element by element is in stepwise.ts. Only calls of the built-in functions themselves count
// (known-calls.ts), which is asked when watched memory is involved.
import { METHODS, type MethodName } from '../../instrument/protocol.ts';
import { ReflectApply, isSharedArrayBuffer, isTypedArray, isView, lengthOf, shiftOf } from './builtins.ts';
import { noteCreation } from './buffers.ts';
import {
  READ,
  STORE,
  all,
  beginCall,
  elements,
  endCall,
  integer,
  isBorrowedCall,
  isBuffer,
  isBuiltInCall,
  plain,
  relative,
  touch,
  type Row,
} from './call-accesses.ts';
import { elementMethod, isElementMethod } from './element-methods.ts';
import { moduleCalls } from './module-calls.ts';
import { announceWalk, announceWhole } from './stepwise.ts';
import { announceText } from './text.ts';
export { at } from './sites.ts';

// Bytes of what a Buffer is searched for.
function needleBytes(needle: unknown, encoding: unknown): number {
  if (typeof needle === 'string')
    return byteLengthOfText(needle, typeof encoding === 'string' ? (encoding as BufferEncoding) : 'utf8');
  return isTypedArray(needle) ? lengthOf(needle) * 2 ** shiftOf(needle) : 1;
}

const { indexOf: indexInView, lastIndexOf: lastIndexInView } = Int8Array.prototype;
const { indexOf: indexInBuffer, lastIndexOf: lastIndexInBuffer } = Buffer.prototype;

// buf.indexOf(needle[, offset][, encoding])
function searchBuffer(t: object, args: readonly unknown[], s: number, back: boolean): void {
  if (!plain(args, 1, 3) || !(plain(args, 0, 1) || isTypedArray(args[0]))) return;
  touch(args[0], 0, Infinity, READ, s);
  const length = lengthOf(t);
  const bytes = needleBytes(args[0], typeof args[1] === 'string' ? args[1] : args[2]);
  const given = typeof args[1] === 'string' ? undefined : args[1];
  const found = ReflectApply(back ? lastIndexInBuffer : indexInBuffer, t, args as never) as number;
  if (back) {
    const last =
      given === undefined ? length : integer(given, 0) < 0 ? length + integer(given, 0) : integer(given, 0);
    touch(t, found < 0 ? 0 : found, last + bytes, READ, s);
  } else {
    touch(t, relative(given, length, 0), found < 0 ? Infinity : found + bytes, READ, s);
  }
}

const search: Row = (t, args, s) => {
  if (!isTypedArray(t)) return;
  if (isBuffer(t)) searchBuffer(t, args, s, false);
  if (isBuffer(t) || !plain(args, 0, 2)) return;
  const length = lengthOf(t);
  const from = relative(args[1], length, 0);
  const index = ReflectApply(indexInView, t, [args[0], from] as never) as number;
  elements(t, from, index < 0 ? length : index + 1, READ, s);
};

// Unlike indexOf it finds NaN.
const includes: Row = (t, args, s) => {
  if (!Number.isNaN(args[0]) || !isTypedArray(t)) {
    search(t, args, s);
    return;
  }
  const length = lengthOf(t);
  const from = relative(args[1], length, 0);
  let to = from;
  while (to < length && (t as unknown as ArrayLike<number>)[to] === (t as unknown as ArrayLike<number>)[to])
    to++;
  elements(t, from, Math.min(length, to + 1), READ, s);
};

const searchBack: Row = (t, args, s) => {
  if (isBuffer(t)) searchBuffer(t, args, s, true);
  if (!isTypedArray(t) || !plain(args, 0, 2) || isBuffer(t)) return;
  const length = lengthOf(t);
  const last = args.length > 1 ? integer(args[1], 0) : length - 1;
  const from = last < 0 ? length + last : Math.min(last, length - 1);
  const index = ReflectApply(lastIndexInView, t, [args[0], from] as never) as number;
  elements(t, Math.max(0, index), from + 1, READ, s);
};

// Of another prototype's method (`Array.prototype.map.call(view)`) the steps cannot be told of.
const walk: Row = (t, _args, s) => {
  if (isBorrowedCall()) touch(t, 0, Infinity, READ, s);
  else announceWalk(t, s);
};

const slice: Row = (t, args, s) => {
  if (!isTypedArray(t) || isBuffer(t) || !plain(args, 0, 2)) return; // Buffer.prototype.slice makes a view.
  const length = lengthOf(t);
  elements(t, relative(args[0], length, 0), relative(args[1], length, length), READ, s);
};

const fill: Row = (t, args, s) => {
  if (!isTypedArray(t) || !plain(args, 1, 3)) return;
  if (isBuffer(t)) touch(args[0], 0, Infinity, READ, s);
  const length = lengthOf(t);
  const [from, to] = typeof args[1] === 'string' && isBuffer(t) ? [undefined, undefined] : [args[1], args[2]];
  elements(t, relative(from, length, 0), relative(to, length, length), STORE, s);
};

const copyWithin: Row = (t, args, s) => {
  if (!isTypedArray(t) || !plain(args, 0, 3)) return;
  const length = lengthOf(t);
  const to = relative(args[0], length, 0);
  const from = relative(args[1], length, 0);
  const end = relative(args[2], length, length);
  const count = Math.min(end - from, length - to);
  if (count <= 0) return;
  elements(t, from, from + count, READ, s);
  elements(t, to, to + count, STORE, s);
};

const set: Row = (t, args, s) => {
  if (!isTypedArray(t) || !plain(args, 1, 2)) return;
  const source = args[0];
  const offset = integer(args[1], 0);
  if (offset < 0) return;
  if (isTypedArray(source)) {
    const count = lengthOf(source);
    if (offset + count > lengthOf(t)) return; // Throws and writes nothing.
    elements(source, 0, count, READ, s);
    elements(t, offset, offset + count, STORE, s);
  } else if (Array.isArray(source)) {
    elements(t, offset, Math.min(lengthOf(t), offset + source.length), STORE, s);
  }
};

const elementAt: Row = (t, args, s) => {
  if (!isTypedArray(t) || !plain(args, 0, 1)) return;
  const length = lengthOf(t);
  const index = integer(args[0], 0);
  const k = index < 0 ? length + index : index;
  if (k >= 0 && k < length) elements(t, k, k + 1, READ, s);
};

const join: Row = (t, _args, s) => {
  touch(t, 0, Infinity, READ, s);
  announceText(t);
};

// Buffer.prototype.toString(encoding, start, end); of other typed arrays it is join().
const toString: Row = (t, args, s) => {
  if (!isBuffer(t)) {
    if (isTypedArray(t)) join(t, args, s);
    return;
  }
  if (!plain(args, 0, 3)) return;
  const length = lengthOf(t as object);
  touch(t, Math.max(0, integer(args[1], 0)), Math.min(length, integer(args[2], length)), READ, s);
};

const sliceText: Row = (t, args, s) => {
  if (!isBuffer(t) || !plain(args, 0, 2)) return;
  const length = lengthOf(t);
  touch(t, integer(args[0], 0), Math.min(length, integer(args[1], length)), READ, s);
};

// How many bytes a string becomes: at most the room there is, whole characters only.
const byteLengthOfText = Buffer.byteLength;
const bytesOfText = Buffer.from as (text: string, encoding: BufferEncoding) => object & { length: number };
function storeText(
  t: unknown,
  text: unknown,
  from: number,
  room: number,
  encoding: unknown,
  s: number,
): void {
  if (typeof text !== 'string') return;
  let bytes: number;
  try {
    const known = typeof encoding === 'string' ? (encoding as BufferEncoding) : 'utf8';
    // White space and what is no digit count, too, where nothing is decoded.
    bytes = /^(?:hex|base64)/i.test(known) ? bytesOfText(text, known).length : byteLengthOfText(text, known);
  } catch {
    return;
  }
  touch(t, from, from + Math.min(bytes, room), STORE, s);
}

// buf.write(text[, offset[, length]][, encoding])
const write: Row = (t, args, s) => {
  if (isBuffer(t) && typeof args[0] === 'string') {
    if (!plain(args, 1, 4)) return;
    const length = lengthOf(t);
    const offset = typeof args[1] === 'number' ? args[1] : 0;
    const room = typeof args[2] === 'number' ? Math.min(args[2], length - offset) : length - offset;
    let encoding: unknown;
    for (let i = 1; i < args.length; i++) if (typeof args[i] === 'string') encoding = args[i];
    storeText(t, args[0], offset, room, encoding, s);
  } else moduleCalls.write!(t, args, s);
};

const copy: Row = (t, args, s) => {
  if (!isBuffer(t) || !isView(args[0]) || !plain(args, 1, 4)) return;
  const target = args[0];
  const room = isTypedArray(target) ? lengthOf(target) * 2 ** shiftOf(target) : 0;
  const to = integer(args[1], 0);
  const from = integer(args[2], 0);
  const end = Math.min(integer(args[3], lengthOf(t)), lengthOf(t));
  const count = Math.min(end - from, room - to);
  if (count <= 0 || to < 0 || from < 0) return;
  touch(t, from, from + count, READ, s);
  touch(target, to, to + count, STORE, s);
};

const both: Row = (t, args, s) => {
  if (isView(t)) touch(t, 0, Infinity, READ, s);
  for (let i = 0; i < args.length && i < 2; i++) touch(args[i], 0, Infinity, READ, s);
};

// buf.compare(target[, targetStart[, targetEnd[, sourceStart[, sourceEnd]]]]); Buffer.compare(a, b)
const compare: Row = (t, args, s) => {
  if (!isView(t)) {
    both(t, args, s);
    return;
  }
  if (!plain(args, 1, 5)) return;
  touch(args[0], integer(args[1], 0), integer(args[2], Infinity), READ, s);
  touch(t, integer(args[3], 0), integer(args[4], Infinity), READ, s);
};

// The one method that takes the buffer itself.
const decode: Row = (_t, args, s) => {
  const [source] = args;
  const isBuffer = typeof source === 'object' && source !== null && isSharedArrayBuffer(source);
  touch(isBuffer ? new Uint8Array(source as SharedArrayBuffer) : source, 0, Infinity, READ, s);
};

const encodeInto: Row = (_t, args, s) => {
  const view = args[1];
  if (isTypedArray(view)) storeText(view, args[0], 0, lengthOf(view), 'utf8', s);
};

// readIntLE(offset, byteLength), writeIntLE(value, offset, byteLength)
const variableElement =
  (kind: number): Row =>
  (t, args, s) => {
    const first = kind === READ ? 0 : 1;
    if (!isBuffer(t) || !plain(args, 0, 3)) return;
    const from = integer(args[first], 0);
    touch(t, from, from + integer(args[first + 1], 0), kind, s);
  };

// buf.hexWrite(text[, offset[, length]]) and its like
const written =
  (encoding: BufferEncoding): Row =>
  (t, args, s) =>
    storeText(t, args[0], integer(args[1], 0), integer(args[2], Infinity), encoding, s);

// bytes.setFromHex(text): as much of it as there is room for
const decoded =
  (encoding: BufferEncoding): Row =>
  (t, args, s) => {
    if (isTypedArray(t)) storeText(t, args[0], 0, lengthOf(t), encoding, s);
  };

// Buffer.concat(list): an array's own concat copies references.
const concat: Row = (t, args, s) => {
  const [list] = args;
  if (typeof t === 'function' && Array.isArray(list))
    for (let i = 0; i < list.length; i++) touch(list[i], 0, Infinity, READ, s);
};

const table: Partial<Record<MethodName, Row>> = {
  values: walk,
  entries: walk,
  forEach: walk,
  map: walk,
  filter: walk,
  reduce: walk,
  reduceRight: walk,
  join,
  toLocaleString: all(READ),
  toSorted: all(READ),
  toReversed: all(READ),
  with: all(READ),
  toJSON: all(READ),
  toString,
  at: elementAt,
  find: walk,
  findIndex: walk,
  some: walk,
  every: walk,
  findLast: walk,
  findLastIndex: walk,
  indexOf: search,
  includes,
  lastIndexOf: searchBack,
  slice,
  fill,
  copyWithin,
  set,
  sort: all(STORE),
  reverse: all(STORE),
  swap16: all(STORE),
  swap32: all(STORE),
  swap64: all(STORE),
  copy,
  write,
  equals: both,
  compare,
  isEqual: both,
  utf8Slice: sliceText,
  latin1Slice: sliceText,
  asciiSlice: sliceText,
  hexSlice: sliceText,
  base64Slice: sliceText,
  ucs2Slice: sliceText,
  utf8Write: written('utf8'),
  latin1Write: written('latin1'),
  asciiWrite: written('latin1'),
  ucs2Write: written('ucs2'),
  hexWrite: written('hex'),
  base64Write: written('base64'),
  base64urlWrite: written('base64url'),
  decode,
  encodeInto,
  from: (_t, args, s) => {
    touch(args[0], 0, Infinity, READ, s);
    if (isTypedArray(args[0]) && isBuiltInCall()) announceWhole(args[0]);
  },
  concat,
  copyBytesFrom: (_t, args, s) => {
    const [view] = args;
    if (!isTypedArray(view) || !plain(args, 1, 3)) return;
    const from = integer(args[1], 0);
    elements(view, from, from + integer(args[2], Infinity), READ, s);
  },
  base64urlSlice: sliceText,
  toBase64: all(READ),
  toHex: all(READ),
  setFromBase64: decoded('base64'),
  setFromHex: decoded('hex'),
  readIntLE: variableElement(READ),
  readIntBE: variableElement(READ),
  readUIntLE: variableElement(READ),
  readUIntBE: variableElement(READ),
  readUintLE: variableElement(READ),
  readUintBE: variableElement(READ),
  writeIntLE: variableElement(STORE),
  writeIntBE: variableElement(STORE),
  writeUIntLE: variableElement(STORE),
  writeUIntBE: variableElement(STORE),
  writeUintLE: variableElement(STORE),
  writeUintBE: variableElement(STORE),
};

const rows = METHODS.map((name) => table[name] ?? moduleCalls[name]);

/** fs.read, and a FileHandle's, may find the view in their options. */
const FILE_READ = METHODS.indexOf('read');

/** Whether a call with this receiver and these arguments may touch shared memory: a cheap test. */
export function mayTouchShared(t: unknown, op: number, args: readonly unknown[]): boolean {
  if (mayBeShared(t) || op === FILE_READ) return true;
  for (let i = 0; i < args.length && i < 4; i++) {
    const value = args[i];
    if (mayBeShared(value) || Array.isArray(value)) return true;
  }
  return false;
}

/** Whether METHODS[op] (or METHODS[-op]) may touch the memory that its only argument is, or holds. */
export function takesShared(op: number, a: unknown): boolean {
  return rows[op < 0 ? -op : op] !== undefined && (mayBeShared(a) || Array.isArray(a) || op === FILE_READ);
}

/** Whether `value` is a view, or shared memory. */
export function mayBeShared(value: unknown): boolean {
  return isView(value) || (typeof value === 'object' && value !== null && isSharedArrayBuffer(value));
}

/**
 * Records what a method call touches; returns whether the receiver is memory (and so nothing for the tasks engine).
 * @param op - index in METHODS
 * @param borrowed - called on `t` although it need not be its own method
 */
export function sharedMethod(
  t: unknown,
  op: number,
  s: number,
  args: readonly unknown[],
  borrowed = false,
): boolean {
  if (isElementMethod(op)) {
    elementMethod(t, op, s, args);
    return isView(t);
  }
  if (typeof t === 'object' && t !== null && !isView(t) && isSharedArrayBuffer(t)) {
    sliceOfBuffer(t, op, s, args);
    return true;
  }
  const row = rows[op];
  if (row !== undefined && (typeof t === 'object' || typeof t === 'function') && t !== null) {
    beginCall(t, METHODS[op]!, borrowed);
    row(t, args, s);
    endCall();
  }
  return isView(t);
}

/** Records what the built-in METHODS[op], which runs now, touches. */
export function detachedMethod(t: unknown, op: number, s: number, args: readonly unknown[]): void {
  const row = rows[op];
  if (row === undefined || !isView(t)) return;
  beginCall(undefined, '', true);
  row(t, args, s);
}

// SharedArrayBuffer.prototype.slice copies.
function sliceOfBuffer(t: object, op: number, s: number, args: readonly unknown[]): void {
  if (METHODS[op] !== 'slice' || !plain(args, 0, 2)) return;
  const view = new Uint8Array(t as SharedArrayBuffer);
  const length = lengthOf(view);
  touch(view, relative(args[0], length, 0), relative(args[1], length, length), READ, s);
}

/**
 * Records that all of `x` is read, if it is a view of watched memory: spread, copy constructors; or that a loop begins.
 */
export function sharedIterate(x: unknown, s: number, stepwise: boolean): boolean {
  if (!isView(x)) return false;
  if (stepwise) {
    announceWalk(x, s);
    return true;
  }
  announceWhole(x);
  beginCall(isBuffer(x) ? x : undefined, '', false); // JSON.stringify of a Buffer calls its toJSON.
  touch(x, 0, Infinity, READ, s);
  endCall();
  return true;
}

/** [Object.assign(view, list)] */
export function sharedAssign(target: unknown, source: unknown, s: number): void {
  if (!isView(target) || !isTypedArray(target)) return;
  const count = Array.isArray(source) ? source.length : isTypedArray(source) ? lengthOf(source) : 0;
  elements(target, 0, Math.min(count, lengthOf(target)), STORE, s);
}

/** [hook nw] Notes where shared memory was made; returns whether `v` is any. */
export function created(v: unknown, s: number): boolean {
  return typeof v === 'object' && v !== null && noteCreation(v, s);
}
