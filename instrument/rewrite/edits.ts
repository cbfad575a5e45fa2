// The list of edits to one text, and its application. Rewriting walks the program in the order of its text, so edits
// arrive almost sorted; of two at one place the one made first stands first, which nests them as their nodes nest.
// Invariant: no edit contains a line terminator, so every line of the output is the line of the input.
import { MOVED } from '../protocol.ts';
import { Mappings } from './source-map.ts';

/** Whether a character, by its code, is one of /[\w$]/, which is asked twice of each edit. */
function isOfWord(code: number): boolean {
  if (code > 0x7a) return false;
  return (
    code >= 0x61 ||
    (code >= 0x41 && code <= 0x5a) ||
    (code >= 0x30 && code <= 0x39) ||
    code === 0x5f ||
    code === 0x24
  );
}

/** Insertions and replacements in one text. */
export class Edits {
  readonly #code: string;
  readonly #at: number[] = [];
  readonly #to: number[] = [];
  readonly #text: string[] = [];
  /** Of insertions that stand for another place than their own: one behind it, or the text that is before it. */
  readonly #places = new Map<number, number>();
  #sorted = true;
  #furthest = 0;
  /** The edits in the order of the text, once that was asked for. */
  #ordered: Int32Array | null = null;

  constructor(code: string) {
    this.#code = code;
  }

  /** Number of edits so far, empty reservations included. */
  get length(): number {
    return this.#at.length;
  }

  /** Inserts `text` before the character at `offset`; an empty text reserves the place for `fill`. Returns its index. */
  insert(offset: number, text: string): number {
    return this.replace(offset, offset, text);
  }

  /** Inserts `text` before `offset`; what it throws is placed at `place`, behind it on the same line. */
  insertFor(place: number, offset: number, text: string): number {
    const index = this.insert(offset, text);
    if (place > offset) this.#places.set(index, place);
    return index;
  }

  /** Inserts before `offset` what stands at `place`, before it on the same line: what it throws is placed there. */
  insertMoved(place: number, offset: number, text: string): void {
    this.#places.set(this.insert(offset, text), place);
  }

  /** Replaces `from` … `to` by `text`. */
  replace(from: number, to: number, text: string): number {
    if (from < this.#furthest) this.#sorted = false;
    else this.#furthest = from;
    this.#ordered = null;
    this.#at.push(from);
    this.#to.push(to);
    return this.#text.push(text) - 1;
  }

  /** Sets the text of a reserved place. */
  fill(index: number, text: string): void {
    this.#text[index] = text;
  }

  /** Whether anything was written by the edits from `index` on. */
  changedSince(index: number): boolean {
    for (let i = index; i < this.#text.length; i++) if (this.#text[i] !== '') return true;
    return false;
  }

  /** Takes back the edits from `index` on. */
  undo(index: number): void {
    for (let i = index; i < this.#text.length; i++)
      this.#text[i] = this.#code.slice(this.#at[i], this.#to[i]);
  }

  /**
   * Guards a statement against being read as the continuation of the line before it: if the first edit at `offset`, of
   * those from `index` on, begins with a bracket, a semicolon goes before it.
   */
  guardStatement(index: number, offset: number): void {
    for (let i = index; i < this.#text.length; i++) {
      const text = this.#text[i]!;
      if (this.#at[i] !== offset || text === '') continue;
      if (text.startsWith('(')) this.#text[i] = ';' + text;
      return;
    }
  }

  #order(): Int32Array {
    if (this.#ordered !== null) return this.#ordered;
    const order = new Int32Array(this.#at.length);
    for (let i = 0; i < order.length; i++) order[i] = i;
    const at = this.#at;
    if (!this.#sorted) order.sort((a, b) => at[a]! - at[b]! || a - b);
    this.#ordered = order;
    return order;
  }

  /** The text of an edit, apart from the word that it would grow into: `return[x]` → `return H.ret(…)`, not `returnH…`. */
  #separated(index: number): string {
    const text = this.#text[index]!;
    const at = this.#at[index]!;
    // The text last: to look at one that was put together puts it together.
    const grows =
      text !== '' && at > 0 && isOfWord(this.#code.charCodeAt(at - 1)) && isOfWord(text.charCodeAt(0));
    return grows ? ' ' + text : text;
  }

  /** The edited text. */
  apply(): string {
    const code = this.#code;
    const parts: string[] = [];
    let done = 0;
    const order = this.#order();
    for (let n = 0; n < order.length; n++) {
      const i = order[n]!;
      const text = this.#separated(i);
      const at = this.#at[i]!;
      const to = this.#to[i]!;
      if (text === '' && at === to) continue;
      if (at > done) parts.push(code.slice(done, at));
      parts.push(text);
      if (to > done) done = to;
      else if (at > done) done = at;
    }
    parts.push(code.slice(done));
    return parts.join('');
  }

  /**
   * The edits that changed something, three numbers each: offset, characters removed, characters put there. For characters removed
   * below 0: none are, and the place of what is put there is so many behind; from MOVED down: it is text from so many before.
   */
  list(): number[] {
    const list: number[] = [];
    const order = this.#order();
    for (let n = 0; n < order.length; n++) {
      const i = order[n]!;
      const text = this.#separated(i);
      const at = this.#at[i]!;
      const removed = this.#to[i]! - at;
      const place = this.#places.get(i);
      const elsewhere = place === undefined ? removed : place < at ? MOVED - (at - place) : at - place;
      if (text !== '' || removed > 0) list.push(at, elsewhere, text.length);
    }
    return list;
  }

  /** A source map of the edited text, version 3. */
  map(file: string): string {
    const code = this.#code;
    const made = new Mappings(code);
    let done = 0;
    for (const i of this.#order()) {
      const text = this.#separated(i);
      const at = this.#at[i]!;
      const to = this.#to[i]!;
      if (at > done) made.keep(done, (done = at));
      made.insert(text, at);
      if (to > done) made.skip(done, (done = to));
    }
    made.keep(done, code.length);
    return JSON.stringify({
      version: 3,
      sources: [file],
      sourcesContent: [code],
      names: [],
      mappings: made.mappings,
    });
  }
}
