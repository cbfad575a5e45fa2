// The transformer: text in, instrumented text and site table out. Pure: it knows no clock, no file system and no runtime.
import { createHash } from 'node:crypto';
import { analyze } from './analyze/analyze.ts';
import { LineIndex } from './parse/lines.ts';
import { asInstrumentError, parse } from './parse/parse.ts';
import { HOOKS, PROTOCOL_VERSION, type SiteTable } from './protocol.ts';
import type { TransformOptions } from './options.ts';
import { Edits } from './rewrite/edits.ts';
import { rewriteProgram } from './rewrite/program.ts';

export { InstrumentError } from './errors.ts';
export { explainHooks, type FileExplanation, type HookExplanation } from './explain.ts';
export type { TransformOptions } from './options.ts';
export { failureAt, type Failure } from './messages/failure.ts';
export type { Goal } from './parse/parse.ts';

/** Version of what the transformer makes of a text: part of every cache key. Raise it with every change of output. */
export const TRANSFORMER_VERSION = 15;

export interface TransformResult {
  readonly code: string;
  /** From the instrumented text to `code`'s lines and columns, version 3; only with the option `map`. */
  readonly map?: string;
  readonly table: SiteTable;
  /** Nothing was changed: there is nothing to watch, or the text is instrumented already. */
  readonly unchanged: boolean;
}

/** A set that has every name. */
const EVERY_NAME: Pick<ReadonlySet<string>, 'has'> = { has: () => true };

/** The name under which the result of a transformation may be kept: depends on all that decides it. 16 hex digits. */
export function cacheKey(code: string, options: TransformOptions): string {
  const hash = createHash('sha256');
  hash.update(
    JSON.stringify([
      PROTOCOL_VERSION,
      TRANSFORMER_VERSION,
      options.file,
      options.goal,
      options.map === true,
      options.everything === true,
      options.inputMap ?? '',
      options.tables ?? '',
      options.assignedNames === undefined ? null : [...options.assignedNames].sort(),
    ]),
  );
  hash.update(code);
  return hash.digest('hex').slice(0, 16);
}

/**
 * Instruments one text. Every line of the result is the line of the input.
 * Throws InstrumentError when the text does not parse; the program then runs as it is.
 */
export function transform(code: string, options: TransformOptions): TransformResult {
  const key = options.key ?? cacheKey(code, options);
  const empty: SiteTable = {
    key,
    file: options.file,
    sites: [],
    unhandled: [],
    ...(options.inputMap === undefined ? {} : { inputMap: options.inputMap }),
  };
  if (code.includes(HOOKS)) {
    const unhandled = [{ what: `a text that names ${HOOKS}: instrumented already`, line: 1 }];
    return { code, table: { ...empty, unhandled }, unchanged: true };
  }
  try {
    const program = parse(code, options.goal);
    const analysis = analyze(program, options.goal, options.everything === true);
    const edits = new Edits(code);
    const { sites, unhandled } = rewriteProgram(program, {
      code,
      key,
      goal: options.goal,
      file: options.file,
      tables: options.tables,
      assigned: analysis.assigned,
      alsoAssigned: options.everything === true ? EVERY_NAME : options.assignedNames,
      edits,
      lines: new LineIndex(code),
    });
    if (sites.length === 0) return { code, table: { ...empty, sites, unhandled }, unchanged: true };
    const table: SiteTable = { ...empty, sites, unhandled, edits: edits.list() };
    return {
      code: edits.apply(),
      table,
      unchanged: false,
      ...(options.map === true ? { map: edits.map(options.file) } : {}),
    };
  } catch (error) {
    throw asInstrumentError(error);
  }
}
