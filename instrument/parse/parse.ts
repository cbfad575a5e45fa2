// The one place that knows the parser. acorn: 13 MB/s on every Node version, no dependencies (measured on typescript.js).
import { parse as acornParse, type Options, type Program } from 'acorn';
import { InstrumentError } from '../errors.ts';

/**
 * What kind of text it is: `module` an ES module, `commonjs` the body of the CommonJS wrapper function, `script` a
 * classic script in the global scope, `once` one that its realm runs once and first (`node -e`, a worker's text), `eval`
 * the text of an indirect eval.
 */
export type Goal = 'module' | 'commonjs' | 'script' | 'once' | 'eval';

/** Parses `code` under `goal`. Throws InstrumentError with the place when it is not a program of that goal. */
export function parse(code: string, goal: Goal): Program {
  const options: Options = {
    ecmaVersion: 'latest',
    sourceType: goal === 'module' ? 'module' : goal === 'commonjs' ? 'commonjs' : 'script',
    allowHashBang: true,
    // Exports and private names are checked by the engine, with its own messages, when the text runs.
    checkPrivateFields: false,
  };
  try {
    return acornParse(code, options);
  } catch (error) {
    throw asInstrumentError(error);
  }
}

/** A parser's error, or a stack overflow on a text that is nested too deeply, as an InstrumentError. */
export function asInstrumentError(error: unknown): unknown {
  if (error instanceof InstrumentError) return error;
  if (error instanceof RangeError) return new InstrumentError('nested too deeply', 1, 1);
  const at = (error as { loc?: { line: number; column: number } }).loc;
  if (error instanceof SyntaxError && at !== undefined) {
    return new InstrumentError(error.message.replace(/ \(\d+:\d+\)$/, ''), at.line, at.column + 1);
  }
  return error;
}
