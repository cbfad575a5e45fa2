// V8's code for racewire's own bundles, kept beside the cache: compiling them is a third of what a short process pays for being watched.
//
//   <bundle>-<key>.code   SHA-256 of the rest, then what V8 made; the key names the build, the file, Node, V8's flags and the processor
//
// Invariant: V8 does not prove what it is given, so nothing is used that is not whole and of this very build. Whatever fails
// here, the bundle is loaded as Node loads it.
import process from 'node:process';
import type * as Crypto from 'node:crypto';
import type * as V8 from 'node:v8';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import vm from 'node:vm';
import { keep } from './keep.ts';

/** A bundle that has run. */
export interface Bundle {
  readonly exports: unknown;
  /** Keeps what V8 has compiled so far, if nothing was kept before: to be called when what is needed most has run. */
  readonly keep: () => void;
}

type Wrapper = (
  exports: unknown,
  require: NodeJS.Require,
  module: object,
  file: string,
  directory: string,
) => void;
type Hash = (...parts: (string | Uint8Array)[]) => Buffer;

// Taken before the program, or the loader, replaces them.
const { Script } = vm;
const run = Script.prototype.runInThisContext;
const serialise = Script.prototype.createCachedData;
const { apply } = Reflect;

const DIGEST = 32;

/**
 * Loads a bundled CommonJS file.
 * @param build - names the build of the bundle; '' where it was not bundled
 * @param directory - of the cache; '' for none
 */
export function loadBundle(file: string, build: string, directory: string): Bundle {
  const require = createRequire(file);
  const compiled = build === '' || directory === '' ? undefined : compile(file, build, directory, require);
  if (compiled === undefined) return { exports: require(file), keep: () => undefined };
  const module = { exports: {} as unknown };
  compiled.wrapper(module.exports, require, module, file, dirname(file));
  return { exports: module.exports, keep: compiled.keep };
}

function compile(
  file: string,
  build: string,
  directory: string,
  require: NodeJS.Require,
): { wrapper: Wrapper; keep: () => void } | undefined {
  try {
    const { createHash } = require('node:crypto') as typeof Crypto;
    const v8 = require('node:v8') as typeof V8;
    const hash: Hash = (...parts) => {
      const made = createHash('sha256');
      for (const part of parts) made.update(part);
      return made.digest();
    };
    const key = hash([build, file, process.version, process.arch, v8.cachedDataVersionTag()].join('\0'));
    const name = `${basename(file, '.cjs')}-${key.toString('hex', 0, 16)}.code`;
    const cachedData = readCompiled(join(directory, name), hash);
    const text = `(function (exports, require, module, __filename, __dirname) {${readFileSync(file, 'utf8')}\n})`;
    const script = new Script(text, {
      filename: file,
      ...(cachedData === undefined ? {} : { cachedData }),
    });
    return {
      wrapper: apply(run, script, []) as Wrapper,
      keep() {
        if (cachedData !== undefined) return;
        try {
          const data = apply(serialise, script, []) as Buffer;
          keep(directory, name, Buffer.concat([hash(data), data]));
        } catch {
          // The next process compiles again.
        }
      },
    };
  } catch {
    return undefined;
  }
}

/** What was kept, if it is whole. */
function readCompiled(path: string, hash: Hash): Buffer | undefined {
  try {
    const content = readFileSync(path);
    const data = content.subarray(DIGEST);
    return hash(data).equals(content.subarray(0, DIGEST)) ? data : undefined;
  } catch {
    return undefined;
  }
}
