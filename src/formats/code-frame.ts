// The lines around an access, with a mark under the expression.
import type { Access } from '../report/model.ts';
import { columns, cut, WIDTH } from './layout.ts';
import type { Paint } from './paint.ts';

const AROUND = 1;

/** Lines of a frame; none where the source cannot be read or has no such line. */
export function codeFrame(access: Access, lines: readonly string[] | undefined, paint: Paint): string[] {
  if (lines === undefined || access.line < 1 || access.line > lines.length) return [];
  const from = Math.max(1, access.line - AROUND);
  const to = Math.min(lines.length, access.line + AROUND);
  const shown = lines.slice(from - 1, to);
  const indent = Math.min(
    ...shown.filter((line) => line.trim() !== '').map((line) => /^[ \t]*/.exec(line)![0].length),
  );
  const digits = String(to).length;
  const room = WIDTH - digits - 9;
  const out: string[] = [];
  shown.forEach((line, index) => {
    const number = from + index;
    const own = number === access.line;
    const gutter = `${own ? '>' : ' '} ${String(number).padStart(digits)} |${line.trim() === '' ? '' : ' '}`;
    // A long line (a bundle's) is shown from near the access on.
    const start = own && access.column - 1 - indent > room - 20 ? access.column - 1 - 20 : indent;
    const text = cut(line.slice(start).trimEnd().replaceAll('\t', ' '), room);
    out.push(`    ${paint('dim', gutter)}${own || text === '' ? text : paint('dim', text)}`);
    if (!own) return;
    const before = columns(line.slice(start, access.column - 1).replaceAll('\t', ' '));
    if (before >= room) return;
    const length = Math.max(1, Math.min(markLength(access, line), room - before));
    out.push(
      `    ${paint('dim', `  ${' '.repeat(digits)} | `)}${' '.repeat(Math.max(0, before))}${paint('mark', '^'.repeat(length))}`,
    );
  });
  return out;
}

function markLength(access: Access, line: string): number {
  const rest = line.slice(access.column - 1);
  const code = access.code.split('\n')[0]!.replace(/…$/, '');
  return rest.startsWith(code) ? columns(code) : (/^[\w$.]+/.exec(rest)?.[0].length ?? 1);
}
