// Accesses that last: Node's own threads read a file into a view, or write one from it, until the program hears of the end. They are
// recorded when they are called, as others are, and once more at the end: what is released in between does not order them.
// LIMIT: without the tasks engine nobody hears of the end.
import { expectNothing, expectOperation } from '../hooks/node-operations.ts';
import type { BufferInfo } from './buffers.ts';
import { record } from './record.ts';
import { captureStack, withStack } from './stack.ts';

/** Methods whose access may go on behind the call. */
export const LASTING: ReadonlySet<string> = new Set([
  'read',
  'readv',
  'write',
  'writev',
  'randomFill',
  'gzip',
  'gunzip',
  'deflate',
  'deflateRaw',
  'inflate',
  'inflateRaw',
  'unzip',
  'brotliCompress',
  'brotliDecompress',
  'zstdCompress',
  'zstdDecompress',
]);

/** What an access touches. */
interface Lasting {
  readonly buffer: BufferInfo;
  readonly from: number;
  readonly width: number;
  readonly kind: number;
  readonly site: number;
}

let calls = '';
let parts: Lasting[] | undefined;

/** One of the LASTING methods is called next. */
export function beginsOperation(method: string): void {
  calls = method;
  parts = undefined;
  expectNothing();
}

/** An access of the call under way, to be recorded again at its end. */
export function goesOn(part: Lasting): void {
  if (parts !== undefined) {
    parts.push(part);
    return;
  }
  const all = (parts = [part]);
  const stack = captureStack();
  expectOperation(calls, () => {
    withStack(stack, () => {
      for (const { buffer, from, width, kind, site } of all)
        record(buffer, from, width, kind, site, undefined);
    });
  });
}
