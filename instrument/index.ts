// The transformer: text in, instrumented text and site table out. Pure: it knows no clock, no file system and no runtime.
import type { Program } from 'acorn';
import { analyze } from './analyze/analyze.ts';
import { codeLength, LONGEST_FLOWS } from './code-length.ts';
import { LineIndex } from './parse/lines.ts';
import { InstrumentError } from './errors.ts';
import { flowsIn } from './flows/flows.ts';
import { asInstrumentError, parse } from './parse/parse.ts';
import { HOOKS, PROTOCOL_VERSION, type SiteTable } from './protocol.ts';
import type { TransformOptions } from './options.ts';
import { Edits } from './rewrite/edits.ts';
import { rewriteProgram } from './rewrite/program.ts';
import { textHash } from './text-hash.ts';

export { InstrumentError } from './errors.ts';
export { explainHooks, type FileExplanation, type HookExplanation } from './explain.ts';
export type { TransformOptions } from './options.ts';
export { flowsOf } from './flows/flows.ts';
export { failureAt, type Failure } from './messages/failure.ts';
export type { Goal } from './parse/parse.ts';

/** Version of what the transformer makes of a text: part of every cache key. Raise it with every change of output. */
export const TRANSFORMER_VERSION = 49;

export interface TransformResult {
  readonly code: string;
  /** From the instrumented text to `code`'s lines and columns, version 3; only with the option `map`. */
  readonly map?: string;
  readonly table: SiteTable;
  /** What the prologue would tell of the functions (protocol.ts): text of the goal `eval` has none, its caller announces it. */
  readonly functions?: string;
  /** Nothing was changed: there is nothing to watch, or the text is instrumented already. */
  readonly unchanged: boolean;
}

/** A set that has every name. */
const EVERY_NAME: Pick<ReadonlySet<string>, 'has'> = { has: () => true };

/** Whether `(function anonymous(…\n) {\n…\n})` is what it looks like: nothing of its parameters ends them, or begins a comment. */
function isFunctionWithBody({ body, end }: Program, from: number): boolean {
  const [statement] = body;
  if (body.length !== 1 || statement?.type !== 'ExpressionStatement') return false;
  const fn = statement.expression;
  return (
    fn.type === 'FunctionExpression' && fn.start === 1 && fn.end === end - 1 && fn.body.start === from - 2
  );
}

/** The name under which the result of a transformation may be kept: depends on all that decides it. 16 hex digits. */
export function cacheKey(code: string, options: TransformOptions): string {
  return textHash(
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
    code,
  ).slice(0, 16);
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
    if (options.bodyAt !== undefined && !isFunctionWithBody(program, options.bodyAt))
      throw new InstrumentError('not the text of one function', 1, 1);
    const analysis = analyze(program, options.goal, options.everything === true);
    const edits = new Edits(code);
    const { sites, unhandled, functions, functionOf } = rewriteProgram(program, {
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
    const flows =
      options.flows === true && codeLength(code) <= LONGEST_FLOWS
        ? { flows: flowsIn(program, code, sites, functionOf()) }
        : {};
    const table: SiteTable = { ...empty, sites, unhandled, edits: edits.list(), ...flows };
    return {
      code: edits.apply(),
      table,
      unchanged: false,
      ...(options.goal === 'eval' ? { functions } : {}),
      ...(options.map === true ? { map: edits.map(options.file) } : {}),
    };
  } catch (error) {
    throw asInstrumentError(error);
  }
}
