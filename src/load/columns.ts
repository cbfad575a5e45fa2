// Columns of a text from those of its instrumented form. Edits contain no line terminator, so lines are the same, and a
// column moves by what was inserted and removed before it on its line.
import { MOVED } from '../../instrument/protocol.ts';

/** Answers for one text. */
export interface ColumnMap {
  /** The column (1-based) in the text as written of one (line, column) in the instrumented text, both 1-based. */
  columnOf(line: number, column: number): number | undefined;
}

/**
 * @param text - as the transformer was given it
 * @param edits - SiteTable.edits: offset, removed (below 0: see there) and inserted characters of each, ascending
 */
export function makeColumnMap(text: string, edits: readonly number[]): ColumnMap {
  const terminator = /\r\n|[\n\r\u2028\u2029]/g;
  // Those of the lines so far: a stack asks for few places, and not at the end of the text.
  const starts = [0];
  const startOf = (index: number): number | undefined => {
    while (starts.length <= index && terminator.test(text)) starts.push(terminator.lastIndex);
    return starts[index];
  };
  return {
    columnOf(line, column) {
      const start = startOf(line - 1);
      if (start === undefined) return undefined;
      const end = startOf(line) ?? Infinity;
      const at = column - 1;
      let shift = 0;
      for (let i = firstFrom(start, edits); i < edits.length && edits[i]! < end; i += 3) {
        const place = edits[i]! - start;
        const inserted = edits[i + 2]!;
        if (at < place + shift) break;
        const removed = edits[i + 1]!;
        if (at < place + shift + inserted) {
          if (removed <= MOVED) return at - shift + 1 - (MOVED - removed);
          return place + 1 - Math.min(0, removed);
        }
        shift += inserted - Math.max(0, removed);
      }
      return at - shift + 1;
    },
  };
}

/** Index of the first edit at `offset` or behind it. */
function firstFrom(offset: number, edits: readonly number[]): number {
  let low = 0;
  let high = edits.length / 3;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (edits[3 * middle]! < offset) low = middle + 1;
    else high = middle;
  }
  return 3 * low;
}
