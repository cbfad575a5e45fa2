// `racewire --explain-hooks FILE`: the hooks of one file, and why each is there.
import { existsSync, readFileSync } from 'node:fs';
import Module, { createRequire } from 'node:module';
import { extname, join, resolve } from 'node:path';
import { userError } from '../errors.ts';
import { makePaint, takesColours } from '../formats/paint.ts';
import { cut, pad } from '../formats/layout.ts';
import { homeDirectory } from './home.ts';

type Goal = 'module' | 'commonjs';

interface Explainer {
  explainHooks(
    code: string,
    options: { file: string; goal: Goal },
  ): {
    hooks: readonly { line: number; column: number; op: string; text: string; why: string }[];
    unhandled: readonly { what: string; line: number }[];
  };
}

const TEXT = 34;

/** Prints the hooks; returns the exit code. */
export function explainHooksOf(name: string): number {
  const file = resolve(name);
  if (!existsSync(file))
    throw userError('ERR_RACEWIRE_FILE', name, 'a JavaScript or TypeScript file', 'no such file');
  const { explainHooks } = createRequire(import.meta.url)(
    join(homeDirectory(), 'instrument.cjs'),
  ) as Explainer;
  const code = readCode(file);
  let explained: ReturnType<Explainer['explainHooks']> | undefined;
  let failure: unknown;
  for (const goal of goalsOf(file)) {
    try {
      explained ??= explainHooks(code, { file, goal });
    } catch (error) {
      failure ??= error;
    }
  }
  if (explained === undefined) {
    throw userError('ERR_RACEWIRE_FILE', name, 'a JavaScript or TypeScript file', (failure as Error).message);
  }
  const paint = makePaint(takesColours(process.stdout, process.env));
  const lines = explained.hooks.map(({ line, column, op, text, why }) => {
    const place = pad(`${line}:${column}`, 8);
    return `${paint('place', place)} ${pad(op, 8)} ${pad(cut(text, TEXT), TEXT)}  ${paint('dim', why)}`.trimEnd();
  });
  for (const { what, line } of explained.unhandled) {
    lines.push(`${paint('place', pad(String(line), 8))} ${paint('warning', 'left as it is:')} ${what}`);
  }
  const count = explained.hooks.length;
  process.stdout.write(`${[...lines, `${count} hook${count === 1 ? '' : 's'}`].join('\n')}\n`);
  return 0;
}

function readCode(file: string): string {
  const text = readFileSync(file, 'utf8');
  if (!/\.[cm]?ts$/.test(file)) return text;
  const strip = (Module as { stripTypeScriptTypes?: (code: string) => string }).stripTypeScriptTypes;
  if (strip === undefined) {
    const why = `TypeScript on Node ${process.version}, which cannot strip types; use Node 22.13 or later, or name the compiled file`;
    throw userError('ERR_RACEWIRE_FILE', file, 'JavaScript', why);
  }
  return strip(text);
}

function goalsOf(file: string): readonly Goal[] {
  const extension = extname(file);
  if (extension === '.cjs' || extension === '.cts') return ['commonjs'];
  return extension === '.mjs' || extension === '.mts' ? ['module'] : ['module', 'commonjs'];
}
