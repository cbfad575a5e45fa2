// `node -e`, `node -p`, and a program that comes from the standard input: Node compiles a wrapper `[eval]-wrapper` (`[stdin]-wrapper`) through Module.prototype._compile, gets a function of
// one function, and calls it with the one that runs the text. The text stands in process._eval, so it is run instrumented
// in place of that function's own copy.
//
// LIMIT: text that is an ES module, by `--input-type=module` or by its syntax, reaches V8 without passing any hook; it runs
// unchanged and is reported as skipped.
import process from 'node:process';
import Module from 'node:module';
import vm from 'node:vm';
import { isMainThread } from 'node:worker_threads';
import { emit } from '../facts/spool.ts';
import { afterExitListeners } from '../hooks/process-exit.ts';
import type { Instrumenter } from './instrumenter.ts';

const WRAPPER = /^\[(?:eval|stdin)\](?=-wrapper$)/;

type Compile = (this: unknown, content: string, filename: string, ...rest: unknown[]) => unknown;

/** Instruments the text of `-e`, if this process was given one. */
export function hookEvaluatedText(instrumenter: Instrumenter): void {
  const evaluated = (): unknown => (process as { _eval?: unknown })._eval;
  // The text of the standard input is there when the wrapper is compiled.
  const fromInput = process.argv[1] === undefined || process.argv[1] === '-';
  const isGiven = typeof evaluated() === 'string';
  if (!isGiven && !fromInput) return;
  let passed = false;
  afterExitListeners(() => {
    // The text of a worker stands there, too (worker-text.ts).
    if (passed || !isMainThread || typeof evaluated() !== 'string') return;
    emit({
      fact: 'skipped',
      file: isGiven ? '[eval]' : '[stdin]',
      why: 'an ES module that is no file is not reached by module hooks',
    });
  });
  const prototype = Module.prototype as unknown as { _compile: Compile };
  const compile = prototype._compile;
  prototype._compile = function (content, filename, ...rest) {
    const result = Reflect.apply(compile, this, [content, filename, ...rest]);
    const name = WRAPPER.exec(filename)?.[0];
    if (name === undefined || typeof result !== 'function') return result;
    prototype._compile = compile;
    passed = true;
    const text = evaluated();
    const code = typeof text === 'string' ? instrumenter.instrument(text, name, 'once') : undefined;
    if (code === undefined) return result;
    const importModuleDynamically = vm.constants.USE_MAIN_CONTEXT_DEFAULT_LOADER;
    // Node would show the line that an error was thrown from, of this text; fatal-errors.ts shows that of the program.
    const run = (): unknown =>
      new vm.Script(code, { filename: name, importModuleDynamically }).runInThisContext({
        displayErrors: false,
      });
    return (..._values: unknown[]): unknown =>
      Reflect.apply(result as (main: () => unknown) => unknown, undefined, [run]);
  };
}
