// Stacks of the program, without the frames of the runtime itself and without running user code: Error.prepareStackTrace
// of the program is put aside for the moment of the capture, for one that keeps positions as they are: with source maps on
// (`tsx`), Node's own would map positions of instrumented text by a map that does not know them.
import { rawFrames } from '../facts/raw-stack.ts';

const capture = Error.captureStackTrace.bind(Error);
const { defineProperty, getOwnPropertyDescriptor, deleteProperty } = Reflect;

function raw(limit: number, prepare: typeof rawFrames | undefined): string {
  const holder: { stack?: string } = {};
  const limitBefore = getOwnPropertyDescriptor(Error, 'stackTraceLimit');
  const prepareBefore = getOwnPropertyDescriptor(Error, 'prepareStackTrace');
  try {
    defineProperty(Error, 'stackTraceLimit', {
      value: limit,
      writable: true,
      configurable: true,
      enumerable: true,
    });
    if (prepare !== undefined || prepareBefore !== undefined) {
      defineProperty(Error, 'prepareStackTrace', { value: prepare, writable: true, configurable: true });
    }
    capture(holder);
    return typeof holder.stack === 'string' ? holder.stack : '';
  } catch {
    return '';
  } finally {
    if (limitBefore !== undefined) defineProperty(Error, 'stackTraceLimit', limitBefore);
    else deleteProperty(Error, 'stackTraceLimit');
    if (prepareBefore !== undefined) defineProperty(Error, 'prepareStackTrace', prepareBefore);
    else if (prepare !== undefined) deleteProperty(Error, 'prepareStackTrace');
  }
}

// The file of a frame: what stands between the parenthesis (or "at ") and the two numbers.
function fileOf(frame: string): string {
  const match = /(?:\(|at (?:async )?)([^()]*):\d+:\d+\)?$/.exec(frame);
  return match?.[1] ?? '';
}

// The bundle is one file; run from the sources the runtime is a tree of files.
const here = fileOf(raw(1, undefined).split('\n')[1] ?? '');
const root = here.replace(/[^/\\]*$/, '').replace(/src[/\\]threads[/\\]$/, 'src/');

function isRuntime(frame: string): boolean {
  const file = fileOf(frame);
  return file !== '' && (file === here || (root.endsWith('src/') && file.startsWith(root)));
}

/**
 * The calling stack as `error.stack` text, frames of the runtime removed from its top, at most `depth` frames.
 */
export function captureStack(depth = 40): string {
  const lines = raw(depth + 12, rawFrames).split('\n');
  let first = 1;
  while (first < lines.length && isRuntime(lines[first]!)) first++;
  return ['Error', ...lines.slice(first, first + depth)].join('\n');
}
