// Text at a given width: columns of a terminal, not code units.

/** Columns of a terminal that a report fits. */
export const WIDTH = 80;

const wide =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}]/u;

/** How many columns a text takes. */
export function columns(text: string): number {
  let count = 0;
  for (const letter of text) count += wide.test(letter) ? 2 : 1;
  return count;
}

/** A text of one line, cut to `width` columns with an ellipsis. */
export function cut(text: string, width: number): string {
  const line = text.replace(/\s*[\r\n]+\s*/g, ' ');
  if (columns(line) <= width) return line;
  if (width < 1) return '';
  let kept = '';
  let count = 0;
  for (const letter of line) {
    const next = wide.test(letter) ? 2 : 1;
    if (count + next > width - 1) break;
    kept += letter;
    count += next;
  }
  return `${kept}…`;
}

export function pad(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - columns(text)));
}

/** Lines of at most `width` columns, broken at spaces; later lines begin with `indent`. */
export function wrapText(text: string, width: number, indent: string): string[] {
  const lines: string[] = [];
  let line = '';
  for (const whole of text.split(' ')) {
    const word = cut(whole, width - indent.length);
    const longer = line === '' ? word : `${line} ${word}`;
    if (line !== '' && line.trim() !== '' && columns(longer) > width) {
      lines.push(line);
      line = indent + word;
    } else {
      line = longer;
    }
  }
  return [...lines, line];
}
