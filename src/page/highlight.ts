// Source in colours: highlight.js with the one grammar that is needed, cut into lines.
import core from 'highlight.js/lib/core';
import typescript from 'highlight.js/lib/languages/typescript';

core.registerLanguage('typescript', typescript);

/** HTML of each line; spans that go over several lines are closed and opened again. */
export function highlightLines(lines: readonly string[]): readonly string[] {
  const { value } = core.highlight(lines.join('\n'), { language: 'typescript', ignoreIllegals: true });
  const open: string[] = [];
  return value.split('\n').map((line) => {
    const before = open.join('');
    for (const [tag] of line.matchAll(/<span[^>]*>|<\/span>/g)) {
      if (tag === '</span>') open.pop();
      else open.push(tag);
    }
    return before + line + '</span>'.repeat(open.length);
  });
}
