// The calls of methods that touch shared memory in ranges: on typed arrays, DataViews and Buffers, and functions that
// are given them. One row of the table a method; rows say which bytes it reads and writes, from arguments that are
// primitives. What reads element by element is in stepwise.ts. Only calls of the built-in functions themselves count
// (known-calls.ts), which is asked when watched memory is involved.
import { METHODS, type MethodName } from '../../instrument/protocol.ts';
import {
  ReflectApply,
  getOwnPropertyDescriptor,
  getPrototypeOf,
  isProxy,
  isSharedArrayBuffer,
  isTypedArray,
  isView,
  lengthOf,
  shiftOf,
} from './builtins.ts';
import { announceCall } from './announced-call.ts';
import { noteCreation, viewInfo, watchedBytes } from './buffers.ts';
import { elementMethod, isElementMethod } from './element-methods.ts';
import { givenViews, looksInside, type Row } from './given-views.ts';
import { beginsOperation, goesOn, LASTING } from './lasting-accesses.ts';
import { callsBuiltIn, isOperation } from './known-calls.ts';
import { record } from './record.ts';
import { announceWalk, announceWhole } from './stepwise.ts';
import { announceText } from './text.ts';
export { at } from './sites.ts';
import { PLAIN, WRITE } from './shadow-cell.ts';

const READ = PLAIN;
const STORE = PLAIN | WRITE;

// The call under way: its receiver, its name, and whether it is known to be that of a built-in.
let receiver: unknown;
let method = '';
let checked = true;
let isBorrowed = false;
let lasts = false;

function isBuiltInCall(): boolean {
  checked ||= callsBuiltIn(receiver, method);
  return checked;
}

// Bytes `from` … `to` - 1 of a view.
function touch(view: unknown, from: number, to: number, kind: number, s: number, value?: unknown): void {
  if (!isView(view)) return;
  const info = viewInfo(view);
  if (info === undefined) return;
  const start = Math.max(0, from);
  const end = Math.min(to, watchedBytes(view, info));
  if (end <= start || !isBuiltInCall()) return;
  record(info.buffer, info.byteOffset + start, end - start, kind, s, value);
  // Behind it: to report a race is to call methods of views, too.
  if (isView(receiver)) announceCall(receiver);
  if (lasts)
    goesOn({ buffer: info.buffer, from: info.byteOffset + start, width: end - start, kind, site: s });
}

// Elements `from` … `to` - 1 of a typed array.
function elements(view: object, from: number, to: number, kind: number, s: number): void {
  const shift = shiftOf(view);
  touch(view, from * 2 ** shift, to * 2 ** shift, kind, s);
}

function integer(value: unknown, otherwise: number): number {
  if (value === undefined) return otherwise;
  const number =
    typeof value === 'number'
      ? value
      : typeof value === 'string' || typeof value === 'boolean'
        ? +value
        : NaN;
  return number !== number ? 0 : Math.trunc(number);
}

// Objects are converted by code of the program, which must run once and in its place.
function plain(args: readonly unknown[], from: number): boolean {
  for (let i = from; i < args.length; i++) {
    const type = typeof args[i];
    if ((type === 'object' && args[i] !== null) || type === 'function' || type === 'symbol') return false;
  }
  return true;
}

// A relative index as slice and fill take it.
function relative(value: unknown, length: number, otherwise: number): number {
  const index = integer(value, otherwise);
  return index < 0 ? Math.max(0, length + index) : Math.min(index, length);
}

const all =
  (kind: number): Row =>
  (t, _args, s) =>
    touch(t, 0, Infinity, kind, s);

const argument =
  (index: number, kind: number): Row =>
  (_t, args, s) =>
    touch(args[index], 0, Infinity, kind, s);

const BufferPrototype = Buffer.prototype as object;
const isBuffer = (t: object): boolean => isTypedArray(t) && getPrototypeOf(t) === BufferPrototype;

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
  if (!plain(args, 1) || !(plain(args.slice(0, 1), 0) || isTypedArray(args[0]))) return;
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
  if (isBuffer(t) || !plain(args, 0)) return;
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
  if (!isTypedArray(t) || !plain(args, 0) || isBuffer(t)) return;
  const length = lengthOf(t);
  const last = args.length > 1 ? integer(args[1], 0) : length - 1;
  const from = last < 0 ? length + last : Math.min(last, length - 1);
  const index = ReflectApply(lastIndexInView, t, [args[0], from] as never) as number;
  elements(t, Math.max(0, index), from + 1, READ, s);
};

// Of another prototype's method (`Array.prototype.map.call(view)`) the steps cannot be told of.
const walk: Row = (t, _args, s) => {
  if (isBorrowed) touch(t, 0, Infinity, READ, s);
  else announceWalk(t, s);
};

const slice: Row = (t, args, s) => {
  if (!isTypedArray(t) || isBuffer(t) || !plain(args, 0)) return; // Buffer.prototype.slice makes a view.
  const length = lengthOf(t);
  elements(t, relative(args[0], length, 0), relative(args[1], length, length), READ, s);
};

const fill: Row = (t, args, s) => {
  if (!isTypedArray(t) || !plain(args, 1)) return;
  const length = lengthOf(t);
  const [from, to] = typeof args[1] === 'string' && isBuffer(t) ? [undefined, undefined] : [args[1], args[2]];
  const [first, end] = [relative(from, length, 0), relative(to, length, length)];
  if (isBuffer(t)) touch(args[0], 0, end - first, READ, s);
  elements(t, first, end, STORE, s);
};

const copyWithin: Row = (t, args, s) => {
  if (!isTypedArray(t) || !plain(args, 0)) return;
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
  if (!isTypedArray(t) || !plain(args, 1)) return;
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
  if (!isTypedArray(t) || !plain(args, 0)) return;
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
  if (!plain(args, 0)) return;
  const length = lengthOf(t as object);
  touch(t, Math.max(0, integer(args[1], 0)), Math.min(length, integer(args[2], length)), READ, s);
};

const sliceText: Row = (t, args, s) => {
  if (!isBuffer(t) || !plain(args, 0)) return;
  const length = lengthOf(t);
  touch(t, integer(args[0], 0), Math.min(length, integer(args[1], length)), READ, s);
};

// How many bytes a string becomes: at most the room there is, whole characters only.
const byteLengthOfText = Buffer.byteLength;
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
    bytes = byteLengthOfText(text, typeof encoding === 'string' ? (encoding as BufferEncoding) : 'utf8');
  } catch {
    return;
  }
  touch(t, from, from + Math.min(bytes, room), STORE, s);
}

// buf.write(text[, offset[, length]][, encoding]); fs.write(fd, buffer, offset, length); stream.write(chunk).
const write: Row = (t, args, s) => {
  if (isBuffer(t) && typeof args[0] === 'string') {
    if (!plain(args, 1)) return;
    const length = lengthOf(t);
    const offset = typeof args[1] === 'number' ? args[1] : 0;
    const room = typeof args[2] === 'number' ? Math.min(args[2], length - offset) : length - offset;
    let encoding: unknown;
    for (let i = 1; i < args.length; i++) if (typeof args[i] === 'string') encoding = args[i];
    storeText(t, args[0], offset, room, encoding, s);
  } else {
    fileRange(args, typeof args[0] === 'number' ? 1 : 0, READ, s);
  }
};

const partOf = (options: object, key: string): unknown =>
  Reflect.getOwnPropertyDescriptor(options, key)?.value as unknown;

// fs: (fd, buffer[, offset[, length[, position]]]), (fd, buffer, {offset, length}) or (fd, {buffer, offset, length}); a
// FileHandle has no fd among its arguments. The second of a stream's chunk is no number.
function fileRange(args: readonly unknown[], index: number, kind: number, s: number): void {
  const first = args[index];
  if (typeof first !== 'object' || first === null) return;
  const view = isView(first) ? first : partOf(first, 'buffer');
  const offset = isView(first) ? args[index + 1] : first;
  if (offset !== null && typeof offset === 'object') {
    const from = integer(partOf(offset, 'offset'), 0);
    touch(view, from, from + integer(partOf(offset, 'length'), Infinity), kind, s);
    return;
  }
  const from = typeof offset === 'number' ? integer(offset, 0) : 0;
  const length = args[index + 2];
  touch(view, from, typeof length === 'number' ? from + length : Infinity, kind, s);
}

// (fd, views) of fs, (views) of a FileHandle.
const fileRanges =
  (kind: number): Row =>
  (_t, args, s) => {
    const list = typeof args[0] === 'number' ? args[1] : args[0];
    if (Array.isArray(list)) for (let i = 0; i < list.length; i++) touch(list[i], 0, Infinity, kind, s);
  };

// (file, view) of fs, (view) of a FileHandle.
const wholeFile: Row = (_t, args, s) => touch(args[isView(args[1]) ? 1 : 0], 0, Infinity, READ, s);

const copy: Row = (t, args, s) => {
  if (!isBuffer(t) || !isView(args[0]) || !plain(args, 1)) return;
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
  if (!plain(args, 1)) return;
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

const random: Row = (_t, args, s) => {
  const offset = typeof args[1] === 'number' ? args[1] : 0;
  const size = typeof args[2] === 'number' ? args[2] : Infinity;
  touch(args[0], offset, offset + size, STORE, s);
};

// readIntLE(offset, byteLength), writeIntLE(value, offset, byteLength)
const variableElement =
  (kind: number): Row =>
  (t, args, s) => {
    const first = kind === READ ? 0 : 1;
    if (!isBuffer(t) || !plain(args, 0)) return;
    const from = integer(args[first], 0);
    touch(t, from, from + integer(args[first + 1], 0), kind, s);
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
  utf8Write: (t, args, s) =>
    storeText(t, args[0], integer(args[1], 0), integer(args[2], Infinity), 'utf8', s),
  latin1Write: (t, args, s) =>
    storeText(t, args[0], integer(args[1], 0), integer(args[2], Infinity), 'latin1', s),
  readSync: (_t, args, s) => fileRange(args, 1, STORE, s),
  read: (_t, args, s) => fileRange(args, typeof args[0] === 'number' ? 1 : 0, STORE, s),
  writeSync: (_t, args, s) => fileRange(args, 1, READ, s),
  readv: fileRanges(STORE),
  readvSync: fileRanges(STORE),
  writev: fileRanges(READ),
  writevSync: fileRanges(READ),
  writeFileSync: wholeFile,
  writeFile: wholeFile,
  appendFileSync: wholeFile,
  appendFile: wholeFile,
  getRandomValues: argument(0, STORE),
  randomFillSync: random,
  randomFill: random,
  decode,
  encodeInto,
  update: argument(0, READ),
  from: (_t, args, s) => {
    touch(args[0], 0, Infinity, READ, s);
    if (isTypedArray(args[0])) announceWhole(args[0]);
  },
  end: argument(0, READ),
  concat: (_t, args, s) => {
    for (let i = 0; i < args.length; i++) {
      const list = args[i];
      if (Array.isArray(list)) for (let k = 0; k < list.length; k++) touch(list[k], 0, Infinity, READ, s);
    }
  },
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
  ...givenViews((view, from, to, s) => touch(view, from, to, READ, s)),
};

const rows: readonly (Row | undefined)[] = METHODS.map((name) => table[name]);

/** Whether a call of METHODS[op] with this receiver and these arguments may touch shared memory: a cheap test. */
export function mayTouchShared(t: unknown, op: number, args: readonly unknown[]): boolean {
  if (mayBeShared(t)) return true;
  for (let i = 0; i < args.length && i < 4; i++) {
    const value = args[i];
    if (mayBeShared(value) || Array.isArray(value) || mayHold(op, value)) return true;
  }
  return false;
}

const lasting: readonly boolean[] = METHODS.map((name) => LASTING.has(name));
const holders: readonly boolean[] = METHODS.map((name) => looksInside(name));

// Whether METHODS[op] looks for views inside of objects, and `value` is one.
function mayHold(op: number, value: unknown): boolean {
  return holders[op] === true && typeof value === 'object' && value !== null;
}

/** Whether METHODS[op] (or METHODS[-op]) may touch the memory that its only argument is, or holds. */
export function takesShared(op: number, a: unknown): boolean {
  const method = op < 0 ? -op : op;
  return rows[method] !== undefined && (mayBeShared(a) || Array.isArray(a) || mayHold(method, a));
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
    receiver = t;
    method = METHODS[op]!;
    checked = false;
    isBorrowed = borrowed;
    lasts = lasting[op] === true && !isView(t) && isOperation(t, method); // buf.write(text)
    if (lasts) beginsOperation(method);
    row(t, args, s);
    lasts = false;
    checked = true;
    receiver = undefined;
  }
  return isView(t);
}

/** Records what the built-in METHODS[op], which runs now, touches. */
export function detachedMethod(t: unknown, op: number, s: number, args: readonly unknown[]): void {
  const row = rows[op];
  if (row === undefined || !isView(t)) return;
  receiver = undefined;
  checked = true;
  isBorrowed = true;
  row(t, args, s);
}

// SharedArrayBuffer.prototype.slice copies.
function sliceOfBuffer(t: object, op: number, s: number, args: readonly unknown[]): void {
  if (METHODS[op] !== 'slice' || !plain(args, 0)) return;
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
  receiver = isBuffer(x) ? x : undefined; // JSON.stringify of a Buffer calls its toJSON.
  touch(x, 0, Infinity, READ, s);
  receiver = undefined;
  announceWhole(x);
  return true;
}

/** [Object.assign(view, list)] */
export function sharedAssign(target: unknown, source: unknown, s: number): void {
  if (!isView(target) || !isTypedArray(target)) return;
  const length = lengthOf(target);
  if (Array.isArray(source) || isTypedArray(source)) {
    const count = Array.isArray(source) ? source.length : lengthOf(source as object);
    elements(target, 0, Math.min(count, length), STORE, s);
  } else if (typeof source === 'object' && source !== null && !isProxy(source)) {
    for (const key of Reflect.ownKeys(source)) {
      const index = Number(typeof key === 'string' ? key : NaN);
      // Indexes come first, in their order.
      if (!(index < length) || index % 1 !== 0 || String(index) !== key) break;
      if (getOwnPropertyDescriptor(source, key)?.enumerable === true)
        elements(target, index, index + 1, STORE, s);
    }
  }
}

/** [hook nw] Notes where shared memory was made; returns whether `v` is any. */
export function created(v: unknown, s: number): boolean {
  return typeof v === 'object' && v !== null && noteCreation(v, s);
}
