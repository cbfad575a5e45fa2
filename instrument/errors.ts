// The one error of the transformer: the text cannot be instrumented, so it runs as it is.

/** Thrown by `transform` when a text does not parse or is nested too deeply. */
export class InstrumentError extends Error {
  /** 1-based line of the problem. */
  readonly line: number;
  /** 1-based column, in UTF-16 units. */
  readonly column: number;
  constructor(message: string, line: number, column: number) {
    super(message);
    this.name = 'InstrumentError';
    this.line = line;
    this.column = column;
  }
}
