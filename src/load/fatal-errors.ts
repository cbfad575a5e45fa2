// An error that nobody catches: Node prints the source line it was thrown from, which would be the instrumented one. Where
// the innermost frame is an instrumented file, the same is printed with the program's own line, and the process ends as
// it would have. All that happens before (handlers, 'exit') is Node's own doing.
//
// LIMIT: an error that was made in one place and thrown in another is shown where it was made.
import process from 'node:process';
import { writeSync } from 'node:fs';
import { inspect, types } from 'node:util';
import { isMainThread } from 'node:worker_threads';
import { HOOKS } from '../../instrument/protocol.ts';
import type { Columns } from './stack-mapping.ts';

/** The program's own text of an instrumented file, as frames name it. */
export interface Texts extends Columns {
  textOf(file: string): string | undefined;
}

interface FatalHost {
  _fatalException?: (error: unknown, fromPromise: boolean) => boolean;
  reallyExit?: (code: number) => never;
}

// What makes Node do more with a fatal error than print it.
const SPECIAL = /--(abort[-_]on|trace[-_]uncaught|report[-_]uncaught|inspect|enable-source-maps)/;

/** Takes care of the last words of the main thread. */
export function hookFatalErrors(texts: Texts): void {
  const host = process as FatalHost;
  const { _fatalException: fatal, reallyExit } = host;
  if (!isMainThread || typeof fatal !== 'function' || typeof reallyExit !== 'function') return;
  if (SPECIAL.test([...process.execArgv, process.env['NODE_OPTIONS'] ?? ''].join(' '))) return;
  host._fatalException = function (error, fromPromise) {
    showOwnImport(error);
    if (Reflect.apply(fatal, this, [error, fromPromise])) return true;
    const text = lastWords(error, fromPromise, texts);
    if (text === undefined) return false;
    writeAll(`${text}\nNode.js ${process.version}\n`);
    const code = Number(process.exitCode);
    return reallyExit.call(process, Number.isInteger(code) && code !== 0 ? code : 1);
  };
}

/** What stands before the first statement of an instrumented module, in the line that Node shows, and the marks below it. */
const PROLOGUE = new RegExp(
  String.raw`^((?:file:|/).*:1\n)(var \w+=${HOOKS}\.\w+\((?:"(?:[^"\\]|\\.)*"|[^")])*\);)(.*\n)([ ]+)(?=\^)`,
);

// An import of what is not exported: Node puts the line in front of the error's stack before any of the module runs.
// Declarations of imports have no hooks.
function showOwnImport(error: unknown): void {
  try {
    if (!types.isNativeError(error) || error.name !== 'SyntaxError' || typeof error.stack !== 'string')
      return;
    const found = PROLOGUE.exec(error.stack);
    if (found === null) return;
    const [whole, place, prologue, line, spaces] = found as unknown as string[];
    error.stack = place! + line! + spaces!.slice(prologue!.length) + error.stack.slice(whole!.length);
  } catch {
    // It is shown as it is.
  }
}

/** Whether it is a frame with a place: what a built-in throws is shown where it was called. */
const isCode = (line: string): boolean => line.startsWith('    at ') && !line.endsWith('(<anonymous>)');

function lastWords(error: unknown, fromPromise: boolean, texts: Texts): string | undefined {
  try {
    if (!types.isNativeError(error) || typeof error.stack !== 'string') return undefined;
    const place = /\n {4}at (?:.*\()?(.*):(\d+):(\d+)\)?$/m.exec(`\n${error.stack.split('\n').find(isCode)}`);
    if (place === null || !texts.has(place[1]!)) return undefined;
    const line = texts.textOf(place[1]!)?.split(/\r\n|[\n\r\u2028\u2029]/)[Number(place[2]) - 1];
    if (line === undefined) return undefined;
    const made = line.slice(0, Number(place[3]) - 1);
    // Node's mark stands under `throw`, and under the expression for a rejection.
    const mark = fromPromise ? made : made.replace(/\bthrow\s+$/, '');
    const colours = process.stderr.isTTY === true && process.stderr.hasColors();
    return `${place[1]}:${place[2]}\n${line}\n${mark.replace(/[^\t]/g, ' ')}^\n\n${inspect(error, { colors: colours })}\n`;
  } catch {
    return undefined;
  }
}

function writeAll(text: string): void {
  let rest = Buffer.from(text);
  for (let attempts = 0; rest.length > 0 && attempts < 1000; attempts++) {
    try {
      rest = rest.subarray(writeSync(2, rest));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') return;
    }
  }
}
