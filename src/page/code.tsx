// The source around an access, its line marked and its expression underlined.
import type { JSX } from 'preact';
import { useMemo } from 'preact/hooks';
import type { Access } from '../report/model.ts';
import type { PageData } from './data.ts';
import { highlightLines } from './highlight.ts';

const AROUND = 5;
/** Columns of a line that are shown; a bundle's lines have thousands. */
const LONGEST = 240;

interface Line {
  readonly number: number;
  readonly text: string;
}

/** Nothing where the source was not at hand. */
export function Code({ access, sources }: { access: Access; sources: PageData['sources'] }): JSX.Element {
  const lines = linesAround(access, sources);
  const html = useMemo(() => highlightLines(lines.map(({ text }) => text)), [access, sources]);
  if (lines.length === 0) {
    return (
      <pre class="code alone" tabIndex={0} aria-label="Expression">
        <code>{access.code === '' ? '(no source at hand)' : access.code}</code>
      </pre>
    );
  }
  return (
    <pre class="code" tabIndex={0} aria-label={`Source of ${access.file} around line ${access.line}`}>
      <code>
        {lines.map(({ number, text }, index) => (
          <span key={number} class={number === access.line ? 'codeline here' : 'codeline'}>
            <span class="number">{number}</span>
            <span dangerouslySetInnerHTML={{ __html: html[index]! }} />
            {'\n'}
            {number === access.line && <Mark access={access} text={text} />}
          </span>
        ))}
      </code>
    </pre>
  );
}

function Mark({ access, text }: { access: Access; text: string }): JSX.Element | null {
  const before = text.slice(0, access.column - 1);
  if (before.length >= LONGEST || access.column < 1) return null;
  const first = access.code.split('\n')[0]!.replace(/…$/, '');
  const rest = text.slice(access.column - 1);
  const length = rest.startsWith(first) ? first.length : (/^[\w$.]+/.exec(rest)?.[0].length ?? 1);
  return (
    <span class="mark" aria-hidden="true">
      <span class="number" />
      {before.replace(/[^\t]/g, ' ')}
      {'^'.repeat(Math.max(1, length))}
      {'\n'}
    </span>
  );
}

function linesAround(access: Access, sources: PageData['sources']): Line[] {
  const excerpt = sources[access.file]?.find(
    ({ first, lines }) => access.line >= first && access.line < first + lines.length,
  );
  if (excerpt === undefined) return [];
  const from = Math.max(excerpt.first, access.line - AROUND);
  return excerpt.lines
    .slice(from - excerpt.first, access.line + AROUND - excerpt.first + 1)
    .map((text, index) => ({ number: from + index, text: text.slice(0, LONGEST) }));
}
