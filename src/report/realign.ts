// Where a place of a text lies in the file of its name, when that text was made of the file and came without a map (Vitest 5
// keeps the maps of what it evaluates to itself). Both are cut into tokens; runs of tokens that are unique in both are
// anchors (as in patience diff), and what lies between two anchors is aligned by its longest common subsequence.
// Invariant: a position is answered only where a token was matched, so a wrong guess is never shown as a place.

interface Token {
  readonly text: string;
  /** Offset in the text. */
  readonly at: number;
}

/** Tokens of a run that has to be unique. */
const RUN = 5;

/** Greatest product of two gaps that are aligned by their longest common subsequence. */
const MAX_GAP = 4_000_000;

/** How far from a place a matched token may lie on its line, in tokens. */
const NEAR = 8;

const WORD = /\w/;

const TOKEN = /\/\/[^\n]*|\/\*[^]*?\*\/|[\w$]+|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|[^\s\w$]/g;

function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  for (const { 0: found, index } of text.matchAll(TOKEN)) {
    if (found.startsWith('//') || found.startsWith('/*')) continue;
    // Printers of code have a favourite quote.
    const plain = found.length > 1 && found.startsWith("'") ? `"${found.slice(1, -1)}"` : found;
    tokens.push({ text: plain, at: index });
  }
  return tokens;
}

/** Index of each run of tokens that occurs once. */
function uniqueRuns(tokens: readonly Token[]): Map<string, number> {
  const runs = new Map<string, number>();
  for (let index = 0; index + RUN <= tokens.length; index++) {
    let run = '';
    for (let next = index; next < index + RUN; next++) run += `${tokens[next]!.text}\0`;
    runs.set(run, runs.has(run) ? -1 : index);
  }
  return runs;
}

/** The longest list of pairs in which both sides grow. */
function growing(pairs: readonly (readonly [number, number])[]): (readonly [number, number])[] {
  const ends: number[] = [];
  const before = new Int32Array(pairs.length).fill(-1);
  for (let index = 0; index < pairs.length; index++) {
    let low = 0;
    let high = ends.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (pairs[ends[middle]!]![1] < pairs[index]![1]) low = middle + 1;
      else high = middle;
    }
    if (low > 0) before[index] = ends[low - 1]!;
    ends[low] = index;
  }
  const list: (readonly [number, number])[] = [];
  for (let index = ends.at(-1) ?? -1; index >= 0; index = before[index]!) list.push(pairs[index]!);
  return list.reverse();
}

/** For each token of `made`, the index of the one in `source` that it was, or -1. */
function align(made: readonly Token[], source: readonly Token[]): Int32Array {
  const matched = new Int32Array(made.length).fill(-1);
  const inSource = uniqueRuns(source);
  const pairs: [number, number][] = [];
  for (const [run, index] of uniqueRuns(made)) {
    const other = inSource.get(run) ?? -1;
    if (index >= 0 && other >= 0) pairs.push([index, other]);
  }
  pairs.sort(([a], [b]) => a - b);
  for (const [index, other] of growing(pairs)) {
    for (let step = 0; step < RUN; step++) matched[index + step] = other + step;
  }
  let from = 0;
  let sourceFrom = 0;
  for (let index = 0; index <= made.length; index++) {
    const other = index < made.length ? matched[index]! : source.length;
    if (other < 0) continue;
    alignGap(made, from, index, source, sourceFrom, other, matched);
    from = index + 1;
    sourceFrom = other + 1;
  }
  dropLone(made, matched);
  return matched;
}

/** Takes back what may be chance: a run without a word in it, or of one that is short. */
function dropLone(made: readonly Token[], matched: Int32Array): void {
  for (let from = 0, to: number; from < made.length; from = to) {
    to = from + 1;
    if (matched[from]! < 0) continue;
    while (to < made.length && matched[to] === matched[to - 1]! + 1) to++;
    const words = made.slice(from, to).filter(({ text }) => WORD.test(text));
    const kept = words.length > 0 && (to - from > 1 || words[0]!.text.length > 3);
    if (!kept) matched.fill(-1, from, to);
  }
}

function alignGap(
  made: readonly Token[],
  from: number,
  to: number,
  source: readonly Token[],
  sourceFrom: number,
  sourceTo: number,
  matched: Int32Array,
): void {
  const rows = to - from;
  const columns = sourceTo - sourceFrom;
  if (rows <= 0 || columns <= 0 || rows * columns > MAX_GAP) return;
  const width = columns + 1;
  const lengths = new Uint32Array((rows + 1) * width);
  for (let row = rows - 1; row >= 0; row--) {
    for (let column = columns - 1; column >= 0; column--) {
      lengths[row * width + column] =
        made[from + row]!.text === source[sourceFrom + column]!.text
          ? lengths[(row + 1) * width + column + 1]! + 1
          : Math.max(lengths[(row + 1) * width + column]!, lengths[row * width + column + 1]!);
    }
  }
  for (let row = 0, column = 0; row < rows && column < columns;) {
    if (made[from + row]!.text === source[sourceFrom + column]!.text) {
      matched[from + row++] = sourceFrom + column++;
    } else if (lengths[(row + 1) * width + column]! >= lengths[row * width + column + 1]!) row++;
    else column++;
  }
}

interface Position {
  readonly line: number;
  readonly column: number;
}

/** Offset of each line's begin. */
function lineStarts(text: string): number[] {
  const starts = [0];
  for (const { 0: end, index } of text.matchAll(/\r\n|[\n\r\u2028\u2029]/g)) starts.push(index + end.length);
  return starts;
}

/** Index of the last entry that is not above `value`. */
function lastUpTo(sorted: readonly number[], value: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]! <= value) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/**
 * The place in `source` of a place in `made`, a text that was made of it; both 1-based. Undefined where nothing near it was
 * recognised.
 */
export function makeRealign(
  made: string,
  source: string,
): (line: number, column: number) => Position | undefined {
  const tokens = tokensOf(made);
  const sourceTokens = tokensOf(source);
  const matched = align(tokens, sourceTokens);
  const starts = lineStarts(made);
  const sourceStarts = lineStarts(source);
  const offsets = tokens.map(({ at }) => at);
  return (line, column) => {
    const start = starts[line - 1];
    if (start === undefined) return undefined;
    const end = starts[line] ?? made.length;
    const here = Math.max(0, lastUpTo(offsets, start + column - 1));
    for (let away = 0; away <= NEAR; away++) {
      for (const index of away === 0 ? [here] : [here + away, here - away]) {
        const token = tokens[index];
        const other = matched[index] ?? -1;
        if (token === undefined || other < 0 || token.at < start || token.at >= end) continue;
        const at = sourceTokens[other]!.at;
        const found = lastUpTo(sourceStarts, at);
        return { line: found + 1, column: at - sourceStarts[found]! + 1 };
      }
    }
    return undefined;
  };
}
