// The program as a whole: the prologue that tells the runtime of the module, and where it can stand.
import type { Program } from 'acorn';
import { HOOKS, type SiteRecord } from '../protocol.ts';
import { Rewriter, type RewriterOptions, type Subject } from './rewriter.ts';
import { emptyTemporaries } from './suspensions.ts';
import { declareToken } from './variables.ts';
import { links, visitors } from './visitors.ts';

/** What was found on the way. */
export interface Rewritten {
  readonly sites: readonly SiteRecord[];
  readonly subjects: ReadonlyMap<number, Subject>;
  readonly unhandled: readonly { what: string; line: number }[];
  /** Which function each site lies in, as the runtime is told. */
  readonly functions: string;
  /** Which function each site lies in. */
  readonly functionOf: () => readonly number[];
}

/** Rewrites a whole program into `options.edits`. */
export function rewriteProgram(
  program: Program,
  options: RewriterOptions & { readonly file: string; readonly tables?: string | undefined },
): Rewritten {
  const r = new Rewriter(options, visitors, links);
  const first = program.body.find(
    (statement) => statement.type !== 'ExpressionStatement' || statement.directive === undefined,
  );
  if (first === undefined) return found(r);
  const at = r.edits.insert(first.start, '');
  const token = declareToken(program.scope, first.start, r);
  r.walk(program);
  emptyTemporaries(r.frame, r);
  if (r.sites.length > 0 && r.goal !== 'eval')
    r.edits.fill(at, prologue(r, isFirst(program), options.file, options.tables) + token);
  return found(r);
}

function found(r: Rewriter): Rewritten {
  const { sites, subjects, unhandled } = r;
  return { sites, subjects, unhandled, functions: r.siteFunctions(), functionOf: () => r.functionOf() };
}

/**
 * Whether no function of a module can be called before its first statement: it asks for no other module, and so is in no cycle.
 */
function isFirst(program: Program): boolean {
  return program.body.every(
    (statement) =>
      statement.type !== 'ImportDeclaration' &&
      statement.type !== 'ExportAllDeclaration' &&
      (statement.type !== 'ExportNamedDeclaration' || statement.source == null),
  );
}

/**
 * Declares nothing in scripts: their variables would be everybody's, and declared twice when they run again. There the
 * number is kept by the runtime. What one that runs once declares is no property of the global object.
 */
function prologue(r: Rewriter, isFirst: boolean, file: string, tables: string | undefined): string {
  const here = r.goal === 'module' ? 'import.meta.url' : '__filename';
  const place = tables === undefined ? JSON.stringify(file) : here;
  const last = tables === undefined ? '' : `,${JSON.stringify(tables)}`;
  const about = `(${JSON.stringify(r.key)},${r.sites.length},${place},"${r.siteFunctions()}"${last})`;
  if (r.goal === 'script') return `void ${HOOKS}.base${about};`;
  const own = r.goal === 'commonjs' || r.goal === 'once';
  const alias = own ? `const ${r.hooks.slice(0, -1)}=${HOOKS};` : '';
  const names = r.frame.declared.join(',');
  const base = `${r.prefix}=${HOOKS}.module${about}`;
  const declare = r.goal === 'once' ? 'let' : 'var';
  if (!own && !isFirst) return `var ${base}${names === '' ? '' : `,${names}`};`;
  return `${alias}const ${base};${names === '' ? '' : `${declare} ${names};`}`;
}
