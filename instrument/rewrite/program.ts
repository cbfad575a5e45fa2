// The program as a whole: the prologue that tells the runtime of the module, and where it can stand.
import type { Program } from 'acorn';
import { HOOKS, type SiteRecord } from '../protocol.ts';
import { Rewriter, type RewriterOptions, type Subject } from './rewriter.ts';
import { emptyTemporaries } from './awaits.ts';
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
    r.edits.fill(at, prologue(r, options.file, options.tables) + token);
  return found(r);
}

function found(r: Rewriter): Rewritten {
  const { sites, subjects, unhandled } = r;
  return { sites, subjects, unhandled, functions: r.siteFunctions(), functionOf: () => r.functionOf() };
}

/**
 * Declares nothing in scripts: their variables would be everybody's, and declared twice when they run again. There the
 * number is kept by the runtime. What one that runs once declares is no property of the global object.
 */
function prologue(r: Rewriter, file: string, tables: string | undefined): string {
  const here = r.goal === 'module' ? 'import.meta.url' : '__filename';
  const place = tables === undefined ? JSON.stringify(file) : here;
  const last = tables === undefined ? '' : `,${JSON.stringify(tables)}`;
  const about = `(${JSON.stringify(r.key)},${r.sites.length},${place},"${r.siteFunctions()}"${last})`;
  if (r.goal === 'script') return `void ${HOOKS}.base${about};`;
  const names = r.frame.declared.map((name) => ',' + name).join('');
  const own = r.goal === 'commonjs' || r.goal === 'once';
  const alias = own ? `const ${r.hooks.slice(0, -1)}=${HOOKS};` : '';
  return `${alias}${r.goal === 'once' ? 'let' : 'var'} ${r.prefix}=${HOOKS}.module${about}${names};`;
}
