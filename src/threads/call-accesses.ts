// What the rows of methods.ts and module-calls.ts share: the call under way, and the ranges of views that it touches.
import { announceCall } from './announced-call.ts';
import { getPrototypeOf, isTypedArray, isView, shiftOf } from './builtins.ts';
import { viewInfo, watchedBytes } from './buffers.ts';
import { callsBuiltIn } from './known-calls.ts';
import { record } from './record.ts';
import { PLAIN, WRITE } from './shadow-cell.ts';

/** Records what a call of one method touches: `t` is its receiver. */
export type Row = (t: object, args: readonly unknown[], s: number) => void;

/** Kinds of accesses. */
export const READ: number = PLAIN;
export const STORE: number = PLAIN | WRITE;

let receiver: unknown;
let method = '';
let checked = true;
let isBorrowed = false;

/**
 * A row runs next.
 * @param target - the call's receiver
 * @param name - of the method, to be looked up in `target` when it matters; '' if it is known to be a built-in
 * @param borrowed - called on a receiver whose own method it need not be
 */
export function beginCall(target: unknown, name: string, borrowed: boolean): void {
  receiver = target;
  method = name;
  checked = name === '';
  isBorrowed = borrowed;
}

/** No row runs any more. */
export function endCall(): void {
  checked = true;
  receiver = undefined;
}

/** Whether the call under way is that of a method of another prototype. */
export function isBorrowedCall(): boolean {
  return isBorrowed;
}

/** Whether the call under way is that of a built-in. */
export function isBuiltInCall(): boolean {
  checked ||= callsBuiltIn(receiver, method);
  return checked;
}

/** Records that the call touches bytes `from` … `to` - 1 of a view, as far as there are any. */
export function touch(
  view: unknown,
  from: number,
  to: number,
  kind: number,
  s: number,
  value?: unknown,
): void {
  if (!isView(view)) return;
  const info = viewInfo(view);
  if (info === undefined) return;
  const start = Math.max(0, from);
  const end = Math.min(to, watchedBytes(view, info));
  if (end <= start || !isBuiltInCall()) return;
  if (isView(receiver)) announceCall(receiver);
  record(info.buffer, info.byteOffset + start, end - start, kind, s, value);
}

/** The same of elements `from` … `to` - 1 of a typed array. */
export function elements(view: object, from: number, to: number, kind: number, s: number): void {
  const shift = shiftOf(view);
  touch(view, from * 2 ** shift, to * 2 ** shift, kind, s);
}

/** An argument as an integer. */
export function integer(value: unknown, otherwise: number): number {
  if (value === undefined) return otherwise;
  const number =
    typeof value === 'number'
      ? value
      : typeof value === 'string' || typeof value === 'boolean'
        ? +value
        : NaN;
  return number !== number ? 0 : Math.trunc(number);
}

/** Whether arguments `from` … `to` - 1 are primitives: objects are converted by code of the program, which must run once and in its place. */
export function plain(args: readonly unknown[], from: number, to: number): boolean {
  for (let i = from; i < args.length && i < to; i++) {
    const type = typeof args[i];
    if ((type === 'object' && args[i] !== null) || type === 'function' || type === 'symbol') return false;
  }
  return true;
}

/** A relative index as slice and fill take it. */
export function relative(value: unknown, length: number, otherwise: number): number {
  const index = integer(value, otherwise);
  return index < 0 ? Math.max(0, length + index) : Math.min(index, length);
}

/** The whole receiver. */
export const all =
  (kind: number): Row =>
  (t, _args, s) =>
    touch(t, 0, Infinity, kind, s);

/** All of the arguments at these places. */
export const argument =
  (kind: number, ...places: readonly number[]): Row =>
  (_t, args, s) => {
    for (let i = 0; i < places.length; i++) touch(args[places[i]!], 0, Infinity, kind, s);
  };

const BufferPrototype = Buffer.prototype as object;
/** Whether `t` is a Buffer, and not of a class of the program's. */
export const isBuffer = (t: object): boolean => isTypedArray(t) && getPrototypeOf(t) === BufferPrototype;
