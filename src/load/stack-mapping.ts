// Columns of `err.stack`. Instrumented lines stand where the program's stand, columns do not: frames of instrumented files
// are given their columns back when a stack is formatted, whoever formats it.
//
// Error.prepareStackTrace becomes an accessor. While the program sets none, stacks are formatted as Node does, from mapped
// frames; a function the program sets is called with mapped frames (source-map-support, depd and the like see the
// positions of the text on disk). Nothing is loaded or mapped before a stack with such a frame is formatted.
//
// LIMIT: `Error.prepareStackTrace === f` is false after the program set it to f; setting it to what was read restores it.
import process from 'node:process';
import Module from 'node:module';
import { fileURLToPath } from 'node:url';
import { placeOfError } from '../hooks/native-errors.ts';
import { rawFrames } from '../facts/raw-stack.ts';
import type { DynamicColumns } from './dynamic-code.ts';

/** What is known of the files of a frame, which names them by path or URL. */
export interface Columns {
  /** Whether the file is instrumented. */
  has(file: string): boolean;
  /** Column (1-based) in the program's own text; undefined where it cannot be told. */
  columnOf(file: string, line: number, column: number): number | undefined;
  /** Code that was made of text (dynamic-code.ts), named by the hash of its script. */
  readonly evaluated: DynamicColumns;
}

type Prepare = (error: Error, frames: NodeJS.CallSite[]) => unknown;
interface ErrorHost {
  prepareStackTrace?: Prepare | undefined;
}

/**
 * Maps the stacks of one realm; frames of racewire itself are left out.
 * @param host - the realm's Error
 * @param home - directory of racewire's own files
 */
export function mapStacks(host: ErrorConstructor, home: string, files: Columns): void {
  const node = (host as ErrorHost).prepareStackTrace;
  const wrappers = new WeakMap<Prepare, Prepare>();
  const wrapped = new WeakMap<Prepare, Prepare>();
  const mapped = (error: unknown, frames: NodeJS.CallSite[]): NodeJS.CallSite[] => {
    const changed: NodeJS.CallSite[] = [];
    let place = typeof error === 'object' && error !== null ? placeOfError(error) : undefined;
    for (const frame of frames) {
      const file = frame.getFileName() ?? '';
      if (copies.has(frame)) {
        changed.push(frame);
        place = undefined;
      } else if (files.has(file)) {
        changed.push(
          place === undefined ? mapFrame(frame, file, files) : moved(frame, place.line, place.column),
        );
        place = undefined;
      } else if (frame.isEval()) {
        const own = files.evaluated.any && files.evaluated.has(frame.getScriptHash());
        changed.push(mapEvaluated(frame, own, own ? place : undefined, files));
        if (own) place = undefined;
      } else if (!file.startsWith(home)) changed.push(frame);
    }
    return changed;
  };

  const prepare: Prepare = (error, frames) => {
    // As in Node: a context without a function of its own has that of the main realm (Vitest's source maps in its vm pools).
    const outer = host === Error ? undefined : (Error as ErrorHost).prepareStackTrace;
    if (outer !== undefined && node === undefined) return Reflect.apply(outer, Error, [error, frames]);
    const changed = mapped(error, frames);
    if (sourceMapsEnabled()) return format(error, changed.map(throughSourceMap));
    return node === undefined ? format(error, changed) : Reflect.apply(node, host, [error, changed]);
  };
  let current: Prepare = prepare;

  const wrap = (given: Prepare): Prepare => {
    let wrapper = wrappers.get(given);
    if (wrapper === undefined) {
      wrapper = function (this: unknown, error, frames) {
        return Reflect.apply(given, this, [error, mapped(error, frames)]) as unknown;
      };
      wrappers.set(given, wrapper);
      wrapped.set(wrapper, given);
    }
    return wrapper;
  };

  Object.defineProperty(host, 'prepareStackTrace', {
    configurable: true,
    enumerable: node !== undefined && Object.prototype.propertyIsEnumerable.call(host, 'prepareStackTrace'),
    get: () => current,
    set: (given: unknown) => {
      if (typeof given !== 'function' || given === prepare || given === node) current = prepare;
      else if (given === rawFrames || wrapped.has(given as Prepare)) current = given as Prepare;
      else current = wrap(given as Prepare);
    },
  });
}

const NAMES = [
  'getThis',
  'getTypeName',
  'getFunction',
  'getFunctionName',
  'getMethodName',
  'getFileName',
  'getLineNumber',
  'getColumnNumber',
  'getEvalOrigin',
  'isToplevel',
  'isEval',
  'isNative',
  'isConstructor',
  'isAsync',
  'isPromiseAll',
  'getPromiseIndex',
  'getScriptNameOrSourceURL',
  'getScriptHash',
  'getEnclosingLineNumber',
  'getEnclosingColumnNumber',
  'getPosition',
] as const;

// Frames that are mapped already: a function that the program sets may hand them on to the one that was there before.
const copies = new WeakSet<NodeJS.CallSite>();

// A frame's methods want a true CallSite for a receiver, so the copy has functions of its own that ask the original. They
// stand on its prototype, where source-map-support looks for the methods it copies; @tapjs/stack knows a CallSite by its constructor's name.
function copyFrame(frame: NodeJS.CallSite, own: Record<string, () => unknown>): NodeJS.CallSite {
  const copy: Record<string, () => unknown> = {};
  const asked = frame as unknown as Record<string, (() => unknown) | undefined>;
  for (const name of NAMES) {
    if (typeof asked[name] === 'function') copy[name] = () => asked[name]!();
  }
  Object.defineProperty(copy, 'constructor', {
    value: frame.constructor,
    writable: true,
    configurable: true,
  });
  const made = Object.create(Object.assign(copy, own)) as NodeJS.CallSite;
  copies.add(made);
  return made;
}

function mapFrame(frame: NodeJS.CallSite, file: string, files: Columns): NodeJS.CallSite {
  const line = frame.getLineNumber();
  const column = frame.getColumnNumber();
  if (line === null || column === null) return frame;
  const original = files.columnOf(file, line, column);
  return original === undefined || original === column ? frame : moved(frame, line, original);
}

/**
 * A frame in code that was made of text: `eval (eval at f (/x.js:1:2), <anonymous>:1:7)`.
 * @param own - the text was instrumented
 * @param place - where the error is said to be from
 */
function mapEvaluated(
  frame: NodeJS.CallSite,
  own: boolean,
  place: { line: number; column: number } | undefined,
  files: Columns,
): NodeJS.CallSite {
  const line = frame.getLineNumber();
  const column = frame.getColumnNumber();
  const origin = frame.getEvalOrigin() ?? '';
  const toOrigin = origin.replace(
    /\(([^()]+):(\d+):(\d+)\)/,
    (found, file: string, at: string, from: string) => {
      const to = files.has(file) ? files.columnOf(file, Number(at), Number(from)) : undefined;
      return to === undefined ? found : `(${file}:${at}:${to})`;
    },
  );
  let changed = frame;
  if (own && line !== null && column !== null) {
    const to = place ?? {
      line,
      column: files.evaluated.columnOf(frame.getScriptHash(), line, column) ?? column,
    };
    if (to.line !== line || to.column !== column) changed = moved(frame, to.line, to.column);
  }
  if (origin === toOrigin) return changed;
  const shown = String(changed).replace(origin, () => toOrigin);
  return copyFrame(changed, { getEvalOrigin: () => toOrigin, toString: () => shown });
}

function moved(frame: NodeJS.CallSite, toLine: number, toColumn: number): NodeJS.CallSite {
  const line = frame.getLineNumber();
  const column = frame.getColumnNumber();
  const text = String(frame);
  const at = text.lastIndexOf(`:${line}:${column}`);
  const shown =
    at < 0
      ? text
      : `${text.slice(0, at)}:${toLine}:${toColumn}${text.slice(at + `:${line}:${column}`.length)}`;
  return copyFrame(frame, {
    getLineNumber: () => toLine,
    getColumnNumber: () => toColumn,
    toString: () => shown,
  });
}

// --enable-source-maps: Node's own formatting is out of the way, so its map of the file is asked here.
function throughSourceMap(frame: NodeJS.CallSite): NodeJS.CallSite {
  const line = frame.getLineNumber();
  const column = frame.getColumnNumber();
  const file = frame.getFileName() ?? '';
  if (line === null || column === null || file === '') return frame;
  const entry = Module.findSourceMap(file)?.findEntry(line - 1, column - 1);
  if (entry === undefined || !('originalSource' in entry)) return frame;
  const source = entry.originalSource.startsWith('file:')
    ? fileURLToPath(entry.originalSource)
    : entry.originalSource;
  const place = `${source}:${entry.originalLine + 1}:${entry.originalColumn + 1}`;
  const name = frame.getFunctionName();
  const shown =
    name === null
      ? place
      : `${frame.isAsync() ? 'async ' : ''}${frame.isConstructor() ? 'new ' : ''}${name} (${place})`;
  return copyFrame(frame, {
    getFileName: () => source,
    getLineNumber: () => entry.originalLine + 1,
    getColumnNumber: () => entry.originalColumn + 1,
    toString: () => shown,
  });
}

function sourceMapsEnabled(): boolean {
  const { sourceMapsEnabled: enabled } = process as { sourceMapsEnabled?: boolean };
  return (
    enabled ??
    [...process.execArgv, ...(process.env['NODE_OPTIONS'] ?? '').split(/\s+/)].includes(
      '--enable-source-maps',
    )
  );
}

/** The symbol by which Node knows errors of its own: it stands on the prototype of their class. Found when one is first formatted. */
let ofNode: symbol | null | undefined;

function isNodeError(error: object): boolean {
  if (ofNode === undefined) {
    ofNode = null;
    try {
      fileURLToPath(0 as never);
    } catch (own) {
      for (
        let at: object | null = own as object;
        at !== null && ofNode === null;
        at = Object.getPrototypeOf(at)
      )
        ofNode = Object.getOwnPropertySymbols(at).find((key) => key.description === 'kIsNodeError') ?? null;
    }
  }
  return ofNode !== null && ofNode in error;
}

// As Node formats where it has no default function to ask (before 22).
function format(error: Error, frames: readonly NodeJS.CallSite[]): string {
  let head: string;
  try {
    head = isNodeError(error)
      ? `${error.name} [${String((error as NodeJS.ErrnoException).code)}]: ${error.message}`
      : (Reflect.apply(Error.prototype.toString, error, []) as string);
  } catch {
    head = '<error>';
  }
  return frames.length === 0 ? head : `${head}\n    at ${frames.join('\n    at ')}`;
}
