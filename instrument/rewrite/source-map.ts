// The source map of an edited text: one segment for each token. What is inserted maps to the place of the node that it is put
// around; but whole statements that are inserted have no place (a segment of one field where each word begins), so that
// tools which count statements through the map, such as coverage, count those of the source. The name of a called hook has
// one, that of what comes next: stacks name it.
// A segment without a place is dropped by tools that join maps where another one stands before it, or nothing on its line:
// the punctuation between words keeps the place before it.
// Source: ECMA-426 (Source map format), "mappings".

const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const WORD = /[\w$]/;
const STRING = /^(?:"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|\/\*.*?\*\/)/;

function quantity(value: number): string {
  let rest = value < 0 ? (-value << 1) | 1 : value << 1;
  let text = '';
  do {
    const digit = rest & 31;
    rest >>>= 5;
    text += DIGITS[rest > 0 ? digit | 32 : digit];
  } while (rest > 0);
  return text;
}

/** The length of what stands at the beginning of an inserted text as whole statements: up to its last `;`, `{` or `}`. */
function statementsEnd(text: string): number {
  let depth = 0;
  let end = 0;
  for (let i = 0; i < text.length; i++) {
    const char = text[i]!;
    const skipped = STRING.exec(text.slice(i));
    if (skipped !== null) i += skipped[0].length - 1;
    else if (char === '(' || char === '[') depth++;
    else if (char === ')' || char === ']') depth = Math.max(0, depth - 1);
    else if (depth === 0 && (char === ';' || char === '{' || char === '}')) end = i + 1;
  }
  return end;
}

/** Writes the mappings of a text that is put together from left to right. */
export class Mappings {
  readonly #code: string;
  #text = '';
  #column = 0;
  #lastColumn = 0;
  #line = 0;
  #lineStart = 0;
  #lastLine = 0;
  #lastSourceColumn = 0;
  /** Whether the line has no segment yet. Nothing reads `#text` meanwhile: a read would copy all of it. */
  #first = true;
  /** The place before what comes next. */
  #before = 0;

  constructor(code: string) {
    this.#code = code;
  }

  get mappings(): string {
    return this.#text;
  }

  #segment(sourceColumn: number): void {
    this.#begin();
    this.#text += `A${quantity(this.#line - this.#lastLine)}${quantity(sourceColumn - this.#lastSourceColumn)}`;
    this.#lastLine = this.#line;
    this.#lastSourceColumn = sourceColumn;
  }

  #begin(): void {
    this.#text += this.#first ? '' : ',';
    this.#first = false;
    this.#text += quantity(this.#column - this.#lastColumn);
    this.#lastColumn = this.#column;
  }

  /** The text from `from` to `to`, as it stands in the source. */
  keep(from: number, to: number): void {
    let inWord = false;
    for (let i = from; i < to; i++) {
      const char = this.#code[i]!;
      if (char === '\n') {
        this.#text += ';';
        this.#first = true;
        this.#line++;
        this.#column = this.#lastColumn = 0;
        this.#lineStart = this.#before = i + 1;
        inWord = false;
        continue;
      }
      const isWord = WORD.test(char);
      if (!(isWord && inWord)) {
        this.#before = i;
        this.#segment(i - this.#lineStart);
      }
      inWord = isWord;
      this.#column++;
    }
  }

  /** What an edit puts before `at`. */
  insert(text: string, at: number): void {
    const end = statementsEnd(text);
    const wrapped = at - this.#lineStart + /^[^\S\r\n]*/.exec(this.#code.slice(at, at + 80))![0].length;
    let inWord = false;
    for (let i = 0; i < text.length; i++) {
      const isWord = WORD.test(text[i]!);
      if (i < end && !(isWord && inWord)) {
        if (isWord && text[i - 1] !== '.') this.#begin();
        else this.#segment((isWord ? at : this.#before) - this.#lineStart);
      } else if (i === end && !/^[)\],]/.test(text.slice(i))) this.#segment(wrapped);
      inWord = isWord;
      this.#column++;
    }
  }

  /** Goes over what an edit takes away. */
  skip(from: number, to: number): void {
    for (let i = from; i < to; i++) {
      if (this.#code[i] === '\n') {
        this.#line++;
        this.#lineStart = this.#before = i + 1;
      }
    }
  }
}
