// The rows of functions of Node's modules that fill or read views they are given: files, streams, crypto, zlib.
import { METHODS, type MethodName } from '../../instrument/protocol.ts';
import { getOwnPropertyDescriptor, isProxy, isView } from './builtins.ts';
import { READ, STORE, argument, integer, touch, type Row } from './call-accesses.ts';
import { readsChunks } from './known-calls.ts';

// stream.write(chunk), stream.end(chunk); also of a StringDecoder
const chunk: Row = (t, args, s) => {
  if (isView(args[0]) && readsChunks(t)) touch(args[0], 0, Infinity, READ, s);
};

const ownValue = (object: object, key: string): unknown =>
  isProxy(object) ? undefined : (getOwnPropertyDescriptor(object, key)?.value as unknown);

// fs: (fd, buffer[, offset[, length[, position]]]) or (fd, buffer, {offset, length}).
function fileRange(args: readonly unknown[], index: number, kind: number, s: number): void {
  const view = args[index];
  if (!isView(view)) {
    const given = typeof view === 'object' && view !== null ? ownValue(view, 'buffer') : undefined;
    if (isView(given)) fileRange([given, view], 0, kind, s);
    return;
  }
  const offset = args[index + 1];
  if (offset !== null && typeof offset === 'object') {
    const from = integer(ownValue(offset, 'offset'), 0);
    touch(view, from, from + integer(ownValue(offset, 'length'), Infinity), kind, s);
    return;
  }
  const from = integer(offset ?? undefined, 0);
  const length = args[index + 2];
  touch(view, from, typeof length === 'number' ? from + length : Infinity, kind, s);
}

const fileRanges =
  (kind: number): Row =>
  (_t, args, s) => {
    const list = Array.isArray(args[0]) ? args[0] : args[1]; // FileHandle's have no descriptor.
    if (Array.isArray(list)) for (let i = 0; i < list.length; i++) touch(list[i], 0, Infinity, kind, s);
  };

// (path, data) or, of a FileHandle, (data)
const wholeFile: Row = (_t, args, s) => touch(args[isView(args[1]) ? 1 : 0], 0, Infinity, READ, s);

const random: Row = (_t, args, s) => {
  const offset = typeof args[1] === 'number' ? args[1] : 0;
  const size = typeof args[2] === 'number' ? args[2] : Infinity;
  touch(args[0], offset, offset + size, STORE, s);
};

// fs.write(fd, buffer, offset, length), a FileHandle's write(buffer, offset, length), stream.write(chunk)
const write: Row = (t, args, s) => {
  if (typeof args[0] === 'number') fileRange(args, 1, READ, s);
  else if (typeof args[1] === 'number' || (typeof args[1] === 'object' && args[1] !== null))
    fileRange(args, 0, READ, s);
  else chunk(t, args, s);
};

/** One row a function, by its name. */
export const moduleCalls: Partial<Record<MethodName, Row>> = {
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
  getRandomValues: argument(STORE, 0),
  randomFillSync: random,
  randomFill: random,
  update: argument(READ, 0),
  end: chunk,
  timingSafeEqual: argument(READ, 0, 1),
  createHmac: argument(READ, 1),
  createSecretKey: argument(READ, 0),
  createCipheriv: argument(READ, 1, 2),
  createDecipheriv: argument(READ, 1, 2),
  pbkdf2: argument(READ, 0, 1),
  pbkdf2Sync: argument(READ, 0, 1),
  scrypt: argument(READ, 0, 1),
  scryptSync: argument(READ, 0, 1),
  hkdf: argument(READ, 1, 2, 3),
  hkdfSync: argument(READ, 1, 2, 3),
  crc32: argument(READ, 0),
  isUtf8: argument(READ, 0),
  isAscii: argument(READ, 0),
  transcode: argument(READ, 0),
  write,
};

// zlib.deflateSync(data) and all the others
for (const name of METHODS)
  if (/^(?:deflate|gzip|inflate|gunzip|unzip|brotli|zstd)/.test(name)) moduleCalls[name] = argument(READ, 0);
