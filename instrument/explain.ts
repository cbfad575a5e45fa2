// Which hooks a file gets, and why each is there: `racewire --explain-hooks FILE`.
import { analyze } from './analyze/analyze.ts';
import { LineIndex } from './parse/lines.ts';
import { asInstrumentError, parse } from './parse/parse.ts';
import { OPS, type OpName } from './protocol.ts';
import { Edits } from './rewrite/edits.ts';
import { rewriteProgram } from './rewrite/program.ts';
import type { Subject } from './rewrite/rewriter.ts';
import { isAlwaysWatched } from './select/property-names.ts';
import type { TransformOptions } from './options.ts';

/** One hook and its reason. */
export interface HookExplanation {
  /** 1-based. */
  readonly line: number;
  /** 1-based, in UTF-16 units. */
  readonly column: number;
  readonly op: OpName;
  /** The expression, cut at 80 characters. */
  readonly text: string;
  readonly why: string;
}

export interface FileExplanation {
  /** In the order of the text. */
  readonly hooks: readonly HookExplanation[];
  /** What would have got a hook, but had to be left as it is. */
  readonly unhandled: readonly { readonly what: string; readonly line: number }[];
}

const REASONS: Readonly<Partial<Record<OpName, string>>> = {
  iterate: 'it is iterated, or its keys are listed',
  call: 'the method may read or write a store',
  atomic: 'an Atomics operation orders threads',
  create: 'a store is made here: this place names it in a report',
  task: 'an async function is a task',
  await: 'the task suspends here',
  scope: 'variables of this scope are watched',
};

/** Explains the hooks of one file. Throws InstrumentError when the text does not parse. */
export function explainHooks(code: string, options: TransformOptions): FileExplanation {
  try {
    const program = parse(code, options.goal);
    const analysis = analyze(program, options.goal, options.everything === true);
    const lines = new LineIndex(code);
    const { sites, subjects, unhandled } = rewriteProgram(program, {
      code,
      key: '0',
      goal: options.goal,
      file: options.file,
      assigned: analysis.assigned,
      alsoAssigned: options.assignedNames,
      edits: new Edits(code),
      lines,
      explain: true,
    });
    const hooks = sites.map(([line, column, op, text], index) => {
      const name = OPS[op] ?? 'unknown';
      const subject = subjects.get(index);
      return {
        line,
        column,
        op: name,
        text,
        why:
          subject === undefined
            ? (REASONS[name] ?? 'an element, or what a destructuring takes apart, may be shared')
            : reason(subject, analysis.assigned, lines),
      };
    });
    return { hooks: hooks.sort((a, b) => a.line - b.line || a.column - b.column), unhandled };
  } catch (error) {
    throw asInstrumentError(error);
  }
}

function reason([kind, name]: Subject, assigned: ReadonlyMap<string, number>, lines: LineIndex): string {
  switch (kind) {
    case 'property': {
      const at = assigned.get(name);
      if (at !== undefined) return `\`${name}\` is assigned at line ${lines.line(at)}`;
      return isAlwaysWatched(name)
        ? `\`${name}\` changes with the content of a store`
        : `\`${name}\` may be assigned in another file`;
    }
    case 'element':
      return 'an element by key of something that others may hold';
    case 'method':
      return `\`${name}\` may read or write a store`;
    case 'variable':
      return `\`${name}\` is used by another function and assigned after its initialisation`;
  }
}
