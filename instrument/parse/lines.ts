// Offsets to lines and columns. A line ends where ECMAScript says so: LF, CR, CRLF, U+2028, U+2029.

/** Answers in which line and column an offset lies; cheapest for offsets asked in rising order. */
export class LineIndex {
  readonly #starts: Int32Array;
  #last = 0;

  constructor(code: string) {
    const starts = [0];
    const breaks = /\r\n?|[\n\u2028\u2029]/g;
    while (breaks.test(code)) starts.push(breaks.lastIndex);
    this.#starts = Int32Array.from(starts);
  }

  /** The 1-based line of `offset`. */
  line(offset: number): number {
    const starts = this.#starts;
    let low = this.#last;
    if (starts[low]! > offset) low = 0;
    let high = starts.length - 1;
    if (low < high && starts[low + 1]! > offset) high = low;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (starts[middle]! <= offset) low = middle;
      else high = middle - 1;
    }
    this.#last = low;
    return low + 1;
  }

  /** The 1-based column of `offset`, in UTF-16 units. */
  column(offset: number): number {
    return offset - this.#starts[this.line(offset) - 1]! + 1;
  }

  /** The offset of a 1-based line and column. */
  offset(line: number, column: number): number {
    return this.#starts[line - 1]! + column - 1;
  }

  /** Whether both offsets lie in one line. */
  sameLine(first: number, second: number): boolean {
    return this.line(first) === this.line(second);
  }
}
