// ES modules on Node 20 and 22 before 22.15, where no other loader is there: Node's own reads each file with the function
// that stands in `fs.promises`, so a text can be instrumented in the thread that runs it. A thread of hooks (register-hooks.ts)
// costs as much as a second worker beside each.
import fs from 'node:fs';
import { dirname, extname } from 'node:path';
import vm from 'node:vm';
import { builtinsReplaced } from '../hooks/builtin-exports.ts';
import { takeFrames } from '../facts/raw-stack.ts';
import { registerNative } from '../hooks/natives.ts';
import { uncurry } from '../hooks/primordials.ts';
import { fileOfUrl, type Instrumenter } from './instrumenter.ts';
import { decode, isSelected } from './modules.ts';
import { isModulePackage } from './package-type.ts';
import type { Selection } from './selection.ts';
import type { SourceKind } from './source-cache.ts';

const hrefOf = uncurry(Object.getOwnPropertyDescriptor(URL.prototype, 'href')!.get!) as (
  url: unknown,
) => string;

const { compileFunction } = vm; // Taken before the loader replaces it.

type ReadFile = (this: unknown, ...values: unknown[]) => Promise<unknown>;
type Open = (this: unknown, ...values: unknown[]) => number;

/**
 * Instruments the files of ES modules as they are read.
 * @param look - is given each text of a module before it is instrumented, watched or not
 * @param blind - called where it cannot be told any longer who reads
 */
export function hookModuleFiles(
  instrumenter: Instrumenter,
  selected: Selection,
  look: (text: string) => void,
  blind: () => void,
): void {
  const host = fs.promises as unknown as { readFile: ReadFile };
  const { readFile } = host;
  // The program may read a module's file by its URL, too, and must get what is in it.
  const isByLoader = (): boolean => {
    const caller = takeFrames(8)[0];
    if (caller === undefined) blind();
    return caller?.name.startsWith('node:internal/modules/esm/load\n') === true;
  };
  const instrumented = async (url: unknown, reading: Promise<unknown>): Promise<unknown> => {
    const bytes = await reading;
    try {
      const file = fileOf(url);
      const text = textOf(bytes, file);
      if (text === undefined) return bytes;
      look(text);
      return instrumentFile(text, file, instrumenter, selected) ?? bytes;
    } catch {
      return bytes;
    }
  };
  // All else about it, also that it is an async function, is the original's.
  const hooked = new Proxy(readFile, {
    apply(target, receiver, values) {
      const reading = Reflect.apply(target, receiver, values);
      return values.length === 1 && typeof values[0] === 'object' && isByLoader()
        ? instrumented(values[0], reading)
        : reading;
    },
  });
  host.readFile = registerNative(hooked, readFile);
  builtinsReplaced();
}

/**
 * Instruments the files of ES modules that come with one that CommonJS requires. Node reads these in one piece, which opens
 * them with the function that stands in `fs`; whatever hooks a program has registered, they are not asked.
 * @param spare - path at which a file may be made for a moment
 */
export function hookRequiredFiles(instrumenter: Instrumenter, selected: Selection, spare: string): void {
  const host = fs as unknown as { openSync: Open };
  const { openSync } = host;
  const { readFileSync, writeFileSync, unlinkSync } = fs;
  const isByLoader = (): boolean => {
    const [reader, caller] = takeFrames(8);
    return (
      reader?.name.startsWith('node:fs\n') === true &&
      caller?.name.startsWith('node:internal/modules/esm/load\n') === true
    );
  };
  // Text instead of the file's cannot be given back, but another file can.
  const openInstrumented = (url: unknown): number | undefined => {
    try {
      const file = fileOf(url);
      const text = textOf(readFileSync(file), file);
      if (text === undefined || isCommonJs(text, file)) return undefined;
      const code = instrumentFile(text, file, instrumenter, selected);
      if (code === undefined) return undefined;
      writeFileSync(spare, code, { mode: 0o600 });
      const opened = openSync(spare, 'r');
      unlinkSync(spare);
      return opened;
    } catch {
      return undefined;
    }
  };
  const hooked = new Proxy(openSync, {
    apply: (target, receiver, values) =>
      (typeof values[0] === 'object' && isByLoader() ? openInstrumented(values[0]) : undefined) ??
      Reflect.apply(target, receiver, values),
  });
  host.openSync = registerNative(hooked, openSync);
  builtinsReplaced();
}

function fileOf(url: unknown): string {
  return fileOfUrl(hrefOf(url).replace(/[?#].*$/s, ''));
}

function textOf(bytes: unknown, file: string): string | undefined {
  return kindOf(file) !== undefined && bytes instanceof Uint8Array && !isWebAssembly(bytes)
    ? decode(bytes)
    : undefined;
}

function instrumentFile(
  text: string,
  file: string,
  instrumenter: Instrumenter,
  selected: Selection,
): string | undefined {
  return isSelected(file, selected) ? instrumenter.instrument(text, file, kindOf(file)!) : undefined;
}

const NO_MODULES: ReadonlySet<string> = new Set(['.cjs', '.json', '.wasm', '.node']);

// Where no package says what a .js file is, Node finds it out from its text: what is no module it reads again, for CommonJS.
function kindOf(file: string): SourceKind | undefined {
  const extension = extname(file);
  if (extension === '.mjs') return 'module';
  if (NO_MODULES.has(extension)) return undefined;
  return isModulePackage(dirname(file)) ? 'module' : 'commonjs-or-module';
}

// Node finds the names that CommonJS exports in the text it reads here, and has `require` read what it runs: its hooks come
// then (commonjs.ts). Where no package says what a .js file is, what compiles for CommonJS is none to Node either.
function isCommonJs(text: string, file: string): boolean {
  if (kindOf(file) === 'module') return false;
  try {
    compileFunction(text, PARAMETERS);
    return true;
  } catch {
    return false;
  }
}

const PARAMETERS: readonly string[] = ['exports', 'require', 'module', '__filename', '__dirname'];

function isWebAssembly(bytes: Uint8Array): boolean {
  return bytes[0] === 0 && bytes[1] === 0x61 && bytes[2] === 0x73 && bytes[3] === 0x6d;
}
