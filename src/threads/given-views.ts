// Functions of Node's modules that read the views they are given, or those that options and values hold. What they do beside
// the thread, or later (the callbacks of node:zlib, a datagram), counts as read when they are called: all that is ordered behind
// the call is then ordered behind the read, so no race is invented. Of what may stop early only that counts which is read in any
// case: what unpacks a stream does not look behind its end.
import { isAscii, isUtf8 } from 'node:buffer';
import type { MethodName } from '../../instrument/protocol.ts';
import {
  getOwnPropertyDescriptor,
  isProxy,
  isSharedArrayBuffer,
  isTypedArray,
  isView,
  shiftOf,
} from './builtins.ts';
import { findViews } from './deep-reads.ts';

/** Records what a call with this receiver and these arguments touches. */
export type Row = (t: object, args: readonly unknown[], s: number) => void;

/** Records that bytes `from` … `to` - 1 of a view are read, if `view` is one. */
type Touch = (view: unknown, from: number, to: number, s: number) => void;

const COMPRESS = [
  'deflate',
  'deflateSync',
  'deflateRaw',
  'deflateRawSync',
  'gzip',
  'gzipSync',
  'brotliCompress',
  'brotliCompressSync',
  'zstdCompress',
  'zstdCompressSync',
] as const;

/** By name, which arguments are read whole. */
const WHOLE: readonly (readonly [name: MethodName, ...indexes: number[]])[] = [
  ['crc32', 0],
  ['checkPrime', 0],
  ['checkPrimeSync', 0],
  ['timingSafeEqual', 0, 1],
  ['pbkdf2', 0, 1],
  ['pbkdf2Sync', 0, 1],
  ['scrypt', 0, 1],
  ['scryptSync', 0, 1],
  ['hkdf', 1, 2, 3],
  ['hkdfSync', 1, 2, 3],
  ['createHmac', 1],
  ['createSecretKey', 0],
  ['createCipheriv', 1, 2],
  ['createDecipheriv', 1, 2],
  ['hash', 1],
  ['transcode', 0],
];

/** What unpacks a stream, and the bytes at its beginning that are read whatever they say. */
const UNPACK: readonly (readonly [name: MethodName, bytes: number])[] = [
  ['inflate', 2],
  ['inflateSync', 2],
  ['inflateRaw', 1],
  ['inflateRawSync', 1],
  ['gunzip', 1],
  ['gunzipSync', 1],
  ['unzip', 1],
  ['unzipSync', 1],
  ['brotliDecompress', 1],
  ['brotliDecompressSync', 1],
  ['zstdDecompress', 1],
  ['zstdDecompressSync', 1],
];

// An option, read without running code of the program.
function option(options: unknown, name: string): unknown {
  if (typeof options !== 'object' || options === null || isProxy(options)) return undefined;
  return getOwnPropertyDescriptor(options, name)?.value;
}

const ALPHABETS: readonly unknown[] = [undefined, 'base64', 'base64url'];

// Both stop at the first byte that is none.
const allOf =
  (isText: (view: never) => boolean, touch: Touch): Row =>
  (_t, [view], s) => {
    if (isView(view) && isText(view as never)) touch(view, 0, Infinity, s);
  };

const isNumber = (value: unknown): value is number => typeof value === 'number';

/** Whether the function looks for views inside of objects. */
export function looksInside(name: MethodName): boolean {
  return (
    name === 'serialize' ||
    name === 'read' ||
    (COMPRESS as readonly MethodName[]).includes(name) ||
    name.startsWith('createDeflate')
  );
}

/** The rows of these functions, for the table of methods.ts. */
export function givenViews(touch: Touch): Partial<Record<MethodName, Row>> {
  const rows: Partial<Record<MethodName, Row>> = {};
  for (const [name, ...indexes] of WHOLE) {
    rows[name] = (_t, args, s) => {
      for (const index of indexes) touch(args[index], 0, Infinity, s);
    };
  }
  for (const name of COMPRESS) {
    rows[name] = (_t, args, s) => {
      touch(args[0], 0, Infinity, s);
      if (!name.startsWith('gzip')) touch(option(args[1], 'dictionary'), 0, Infinity, s);
    };
  }
  rows.isUtf8 = allOf(isUtf8, touch);
  rows.isAscii = allOf(isAscii, touch);
  rows.toHex = (t, _args, s) => touch(t, 0, Infinity, s);
  rows.toBase64 = (t, args, s) => {
    if (ALPHABETS.includes(option(args[0], 'alphabet'))) touch(t, 0, Infinity, s);
  };
  // new Blob(parts)
  rows.Blob = rows.File = (_t, [parts], s) => {
    if (!Array.isArray(parts) || isProxy(parts)) return;
    for (let i = 0; i < parts.length; i++) {
      const part: unknown = parts[i];
      touch(isSharedArrayBuffer(part) ? new Uint8Array(part) : part, 0, Infinity, s);
    }
  };
  for (const [name, bytes] of UNPACK) rows[name] = (_t, args, s) => touch(args[0], 0, bytes, s);
  rows.createDeflate = rows.createDeflateRaw = (_t, args, s) =>
    touch(option(args[0], 'dictionary'), 0, Infinity, s);
  rows.serialize = (_t, args, s) => {
    const [value] = args;
    if (isView(value)) touch(value, 0, Infinity, s);
    else findViews(value, (view) => touch(view, 0, Infinity, s));
  };
  // Buffer.alloc(size, fill)
  rows.alloc = (_t, args, s) => {
    if (isNumber(args[0])) touch(args[1], 0, args[0], s);
  };
  // Buffer.copyBytesFrom(view[, offset[, length]]), in elements
  rows.copyBytesFrom = (_t, args, s) => {
    const [view, offset = 0, length = Infinity] = args;
    if (!isTypedArray(view) || !isNumber(offset) || !isNumber(length)) return;
    const width = 2 ** shiftOf(view);
    touch(view, offset * width, (offset + length) * width, s);
  };
  // socket.send(message[, offset, length][, port …]); the message may be a list
  rows.send = (_t, args, s) => {
    const [message, offset, length] = args;
    if (Array.isArray(message)) {
      for (let i = 0; i < message.length; i++) touch(message[i], 0, Infinity, s);
    } else if (isNumber(offset) && isNumber(length)) touch(message, offset, offset + length, s);
    else touch(message, 0, Infinity, s);
  };
  return rows;
}
