// V8's code for the runtime, kept beside the instrumented files: to compile it anew takes each process and each worker 7 ms,
// a third of what it pays for being watched. And for the transformer, of whose first text a quarter is V8 compiling.
//
//   <file>-<key>.code      two words (length and sum of the rest), then what V8 had made after the start; the key names the build,
//   <file>-<key>.ran.code  the file, Node, V8's flags and the processor; or after a program had run
//
// V8 compiles a function when it is first called. So the code is kept twice, the second time with what a program needed: without
// it the first turn of each process compiles half of the runtime. But all of it lies in the heap from the start on, whoever needs
// it, and a process of a test runner has needed 150 KB more than the start, 0.3 MB of heap. Workers, of which there are many and
// whose heaps have limits, are given that of the start.
//
// Invariant: V8 does not prove what it is given (its own sum is checked in debug builds alone), so nothing is used that is not
// whole and of this very build. Whatever fails here, V8 compiles the text.
import process from 'node:process';
import { mkdirSync, readFileSync, renameSync, unlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { cachedDataVersionTag } from 'node:v8';
import vm from 'node:vm';
import { textHash } from '../../instrument/text-hash.ts';

/** A file that has run. */
export interface Loaded {
  readonly exports: unknown;
  /**
   * Keeps what V8 has compiled of it.
   * @param ran - whether a program has run; if not, only where nothing was kept before
   */
  readonly keep: (ran: boolean) => void;
}

type Wrapper = (
  exports: unknown,
  require: NodeJS.Require,
  module: { exports: unknown },
  file: string,
  directory: string,
) => void;

// Taken before the loader replaces them.
const { Script } = vm;
const { runInThisContext, createCachedData } = Script.prototype;

/** What is kept: what the start needed, or what a program needed, too. */
const SUFFIXES = ['.code', '.ran.code'] as const;
const START = 0;
const RAN = 1;
type Extent = typeof START | typeof RAN;

const HEAD = 8;
/** A word in so many bytes is summed up: a page that was never written is noticed, and 250 KB take no time in code that V8 interprets. */
const STEP = 256;

const FUNCTION = '(function (exports';

/**
 * Loads a built file of CommonJS: dist/runtime.cjs, whose text is that of a module's function, or dist/instrument.cjs.
 * @param build - hash of that file; '' where there is none
 * @param directory - of the cache; '' for none
 * @param sparing - given no more than what the start needs, and keeps no more
 */
export function loadBuilt(file: string, build: string, directory: string, sparing = false): Loaded {
  const name = build === '' || directory === '' ? undefined : nameOf(build, file);
  const kept = name === undefined ? undefined : readKept(join(directory, name), sparing ? START : RAN);
  // Only ASCII, and a function already where each worker loads it: V8 keeps the text, a worker's heap has it once.
  const text = readFileSync(file, 'latin1');
  const script = new Script(
    text.startsWith(FUNCTION) ? text : `${FUNCTION}, require, module, __filename, __dirname) {${text}\n})`,
    {
      filename: file,
      ...(kept === undefined ? {} : { cachedData: kept.data }),
    },
  );
  const wrapper = Reflect.apply(runInThisContext, script, []) as Wrapper;
  const module = { exports: {} as unknown };
  wrapper(module.exports, createRequire(file), module, file, dirname(file));
  let lies = kept === undefined || script.cachedDataRejected === true ? -1 : kept.extent;
  return {
    exports: module.exports,
    keep(ran) {
      const wanted = ran ? RAN : START;
      if (name === undefined || lies >= wanted || (ran && sparing)) return;
      lies = wanted;
      try {
        write(directory, name + SUFFIXES[wanted], Reflect.apply(createCachedData, script, []));
      } catch {
        // The next process compiles again.
      }
    },
  };
}

function nameOf(build: string, file: string): string | undefined {
  try {
    const key = textHash(build, file, process.version, process.arch, String(cachedDataVersionTag()));
    return `${basename(file, '.cjs')}-${key}`;
  } catch {
    return undefined;
  }
}

// The most that is kept, up to an extent.
function readKept(
  path: string,
  most: Extent,
): { readonly data: Buffer; readonly extent: Extent } | undefined {
  const data = readWhole(path + SUFFIXES[most]);
  if (data !== undefined) return { data, extent: most };
  return most === START ? undefined : readKept(path, START);
}

function readWhole(path: string): Buffer | undefined {
  let content: Buffer;
  try {
    content = readFileSync(path);
  } catch {
    return undefined;
  }
  if (content.length <= HEAD || content.readInt32LE(0) !== content.length - HEAD) return undefined;
  const data = content.subarray(HEAD);
  return content.readInt32LE(4) === sumOf(data) ? data : undefined;
}

// Elements, not readInt32LE: V8 interprets this, a thousand calls of that would take a millisecond.
function sumOf(data: Buffer): number {
  let sum = (Math.imul(data.length, 31) + data.readInt32LE(data.length - 4)) | 0;
  for (let at = 3; at < data.length; at += STEP) {
    const word = data[at - 3]! | (data[at - 2]! << 8) | (data[at - 1]! << 16) | (data[at]! << 24);
    sum = (Math.imul(sum, 31) + word) | 0;
  }
  return sum;
}

// On the disk before it has its name: a file that a power failure cut would have it, too.
function write(directory: string, name: string, data: Buffer): void {
  const head = Buffer.alloc(HEAD);
  head.writeInt32LE(data.length, 0);
  head.writeInt32LE(sumOf(data), 4);
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const partial = join(directory, `${name}.${process.pid}.${Date.now().toString(36)}`);
  try {
    writeFileSync(partial, Buffer.concat([head, data]), { mode: 0o600, flag: 'wx', flush: true });
    renameSync(partial, join(directory, name));
  } catch (error) {
    unlinkSync(partial);
    throw error;
  }
}
