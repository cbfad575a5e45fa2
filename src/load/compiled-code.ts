// V8's code for the runtime, kept beside the instrumented files: to compile it anew takes each process and each worker 7 ms,
// a third of what it pays for being watched. And for the transformer, of whose first text a quarter is V8 compiling.
//
//   <file>-<key>.code   three words (length and sum of the rest, whether a program had run), then what V8 made; the key names
//                       the build, the file, Node, V8's flags and the processor
//
// V8 compiles a function when it is first called. So the code is kept twice: after the start, for the workers of a first run, and
// again when a program has run, with what that needed: without it the first turn of each process compiles half of the runtime.
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

/** What lies in the directory: nothing of use, what the start needed, or what a program needed, too. */
const Lies = { NOTHING: 0, START: 1, ALL: 2 } as const;

const HEAD = 12;
/** A word in so many bytes is summed up: a page that was never written is noticed, and 250 KB take no time in code that V8 interprets. */
const STEP = 256;

const FUNCTION = '(function (exports';

/**
 * Loads a built file of CommonJS: dist/runtime.cjs, whose text is that of a module's function, or dist/instrument.cjs.
 * @param build - hash of that file; '' where there is none
 * @param directory - of the cache; '' for none
 */
export function loadBuilt(file: string, build: string, directory: string): Loaded {
  const name = build === '' || directory === '' ? undefined : nameOf(build, file);
  const kept = name === undefined ? undefined : readWhole(join(directory, name));
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
  let lies: number =
    kept === undefined || script.cachedDataRejected === true
      ? Lies.NOTHING
      : kept.ran
        ? Lies.ALL
        : Lies.START;
  return {
    exports: module.exports,
    keep(ran) {
      const wanted = ran ? Lies.ALL : Lies.START;
      if (name === undefined || lies >= wanted) return;
      lies = wanted;
      try {
        write(directory, name, Reflect.apply(createCachedData, script, []), ran);
      } catch {
        // The next process compiles again.
      }
    },
  };
}

function nameOf(build: string, file: string): string | undefined {
  try {
    const key = textHash(build, file, process.version, process.arch, String(cachedDataVersionTag()));
    return `${basename(file, '.cjs')}-${key}.code`;
  } catch {
    return undefined;
  }
}

function readWhole(path: string): { readonly data: Buffer; readonly ran: boolean } | undefined {
  let content: Buffer;
  try {
    content = readFileSync(path);
  } catch {
    return undefined;
  }
  if (content.length <= HEAD || content.readInt32LE(0) !== content.length - HEAD) return undefined;
  const data = content.subarray(HEAD);
  return content.readInt32LE(4) === sumOf(data) ? { data, ran: content.readInt32LE(8) !== 0 } : undefined;
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
function write(directory: string, name: string, data: Buffer, ran: boolean): void {
  const head = Buffer.alloc(HEAD);
  head.writeInt32LE(data.length, 0);
  head.writeInt32LE(sumOf(data), 4);
  head.writeInt32LE(ran ? 1 : 0, 8);
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
