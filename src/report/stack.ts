// Text of `error.stack` → frames, positions as V8 gave them. Frames of Node and of racewire itself are no news to the
// reader and are left out.
import { fileURLToPath } from 'node:url';

export interface RawFrame {
  readonly function: string;
  /** Absolute path, URL without `file:`, or a name such as `[worker eval]`. */
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

const PLACE = /^(.*):(\d+):(\d+)$/;

/**
 * Frames of a stack text, the innermost first.
 * @param home - directory of racewire's own built files, whose frames are dropped
 */
export function parseStack(stack: string, home: string): RawFrame[] {
  const frames: RawFrame[] = [];
  for (const text of stack.split('\n')) {
    const line = text.trimStart();
    if (!line.startsWith('at ')) continue;
    const frame = parseFrame(line.slice(3));
    if (
      frame === undefined ||
      frame.file.startsWith('node:') ||
      frame.file.startsWith(home) ||
      isWrapper(frame.file)
    )
      continue;
    frames.push(frame);
  }
  return frames;
}

// Node's own text around `-e` and eval workers.
const isWrapper = (file: string): boolean => file.endsWith('eval]-wrapper');

// `fn (place)`, `async fn (place)`, `new Class (place)`, `fn [as name] (place)`, `place`, `async place`;
// `eval at f (place), <anonymous>:1:2` names code of an eval by its inner place.
function parseFrame(text: string): RawFrame | undefined {
  let name = '';
  let place = text;
  const open = text.endsWith(')') ? matchingOpen(text) : -1;
  if (open >= 0) {
    name = text.slice(0, open).trimEnd();
    place = text.slice(open + 1, -1);
  }
  if (place.startsWith('async ')) place = place.slice(6);
  const evaluated = /^eval at .*, (.*)$/s.exec(place);
  if (evaluated !== null) place = evaluated[1]!;
  const found = PLACE.exec(place);
  if (found === null) return undefined;
  return {
    function: name
      .replace(/^(async|new) /, '')
      .replace(/ \[as .*\]$/, '')
      .replace(/^(Object|Module)\.<anonymous>$/, ''),
    file: plainFile(found[1]!),
    line: Number(found[2]),
    column: Number(found[3]),
  };
}

// The "(" that belongs to the last ")".
function matchingOpen(text: string): number {
  let depth = 0;
  for (let at = text.length - 1; at >= 0; at--) {
    if (text[at] === ')') depth++;
    else if (text[at] === '(' && --depth === 0) return at;
  }
  return -1;
}

/** Path of a `file:` URL without query or hash; anything else as it is. */
export function plainFile(file: string): string {
  if (!file.startsWith('file:')) return file;
  try {
    return fileURLToPath(file.replace(/[?#].*$/s, ''));
  } catch {
    return file;
  }
}
