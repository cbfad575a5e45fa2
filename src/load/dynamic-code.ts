// The text of `eval` and `new Function` is instrumented where an instrumented file hands it to the built-in function
// (instrument/rewrite/dynamic-code.ts). A text that was seen before, in this thread or in an earlier run, is not transformed
// again; the transformer is loaded for the first other one.
//
// Invariant: whatever is in doubt runs as it is: text that does not parse as what it will be parsed as, a function's parameters
// and body that are not what they look like together, anything but the realm's own `eval` and constructors. The hooks are
// reached by their global name, so nothing is declared in the scope that a direct eval sees.
//
// LIMIT: constructors and evals by another name, and those called in files that are not instrumented, are not seen.
import type * as Crypto from 'node:crypto';
import { getBuiltinModule } from '../facts/built-in-modules.ts';
import { dynamicCode } from '../hooks/dynamic-code.ts';
import { registerSource } from '../hooks/function-text.ts';
import { makeColumnMap, type ColumnMap } from './columns.ts';
import type { StoredTable } from '../facts/tables.ts';
import { readInputMap } from './input-map.ts';
import type { Instrumenter } from './instrumenter.ts';
import { sourceKey } from './source-cache.ts';

/** A program that makes more texts than this has the further ones run as they are. */
const TEXTS = 2_000;
/** So many are kept for later runs: a program may make others each time. */
const KEPT = 200;
const LENGTH = 8_000_000;

/** One of a realm's functions that take text: what it makes of it, and the hooks of its realm. */
interface Taker {
  /** The words before a function's name; '' for eval. */
  readonly head: string;
  readonly hooks: { base(key: string, count: number, file: string, functions: string): number };
}

const takers = new WeakMap<object, Taker>();
const takerOf = takers.get.bind(takers);

/** The global object of a realm. */
interface TextRealm {
  readonly Function: FunctionConstructor;
}

/** Notes the functions of a realm that take text; once it has its hooks, before code of the program runs in it. */
export function knowTakers(realm: TextRealm, hooks: object): void {
  const note = (taker: unknown, head: string): void => {
    if (typeof taker === 'function') takers.set(taker, { head, hooks: hooks as Taker['hooks'] });
  };
  note(Object.getOwnPropertyDescriptor(realm, 'eval')?.value, '');
  note(realm.Function, 'function');
  if (realm !== globalThis) return;
  note((async () => undefined).constructor, 'async function');
  note(function* () {}.constructor, 'function*');
  note(async function* () {}.constructor, 'async function*');
}

/** What is made of one text; '' for code where it runs as it is. */
interface Made {
  readonly code: string;
  readonly key: string;
  readonly count: number;
  readonly functions: string;
}

/** Columns of code that was made of text. */
export interface DynamicColumns {
  /** Column (1-based) in the text as it was given, of a script with this hash; undefined for others. */
  columnOf(hash: string, line: number, column: number): number | undefined;
  has(hash: string): boolean;
  /** Whether there is any. */
  readonly any: boolean;
}

/** Lets the hooks of this thread instrument text. */
export function instrumentText(instrumenter: Instrumenter): DynamicColumns {
  const known = new Map<string, Made | undefined>();
  const scripts = new Map<string, { text: string; edits: readonly number[] }>();
  const maps = new Map<string, ColumnMap>();
  let length = 0;

  /** Transforms a text, and keeps what comes of it; undefined where that is nothing. */
  const transformed = (
    text: string,
    file: string,
    from: number,
    key: string,
  ): { code: string; table: StoredTable } | undefined => {
    const inputMap = readInputMap(text, file);
    const made = instrumenter.transformer().transform(text, {
      file,
      key,
      goal: 'eval',
      ...(inputMap === undefined ? {} : { inputMap }),
      ...(from > 0 ? { bodyAt: from } : {}),
    });
    const code = made.unchanged ? '' : made.code;
    const table: StoredTable = { ...made.table, goal: 'eval', functions: made.functions ?? '' };
    const { cache } = instrumenter;
    if (known.size <= KEPT) {
      if (!cache.write(key, code, table, text)) throw new Error('no directory takes it');
    } else if (code !== '') cache.keepForRun(key, table, text);
    return code === '' ? undefined : { code, table };
  };

  /** Makes of the text of an eval, or of a function whose body begins at `from`; that has the mark of its original text. */
  const make = (text: string, file: string, from: number): Made | undefined => {
    // Made of other rules than a script of that name, and of its body alone from there on.
    const key = sourceKey(text, `eval ${from} ${file}`, 'script');
    const kept = instrumenter.cache.kept(key);
    const done = kept?.code();
    if (done === '') return undefined;
    const made =
      done === undefined ? transformed(text, file, from, key) : { code: done, table: kept?.table() };
    if (made?.table === undefined) return undefined;
    const { edits = [], sites, functions = '' } = made.table;
    registerSource(key, text);
    let { code } = made;
    let placed = edits;
    if (from > 0) {
      const mark = `/*@rw:${key}:1:${text.length - 1}*/`;
      let shift = 0;
      let first = 0;
      for (; first < edits.length && edits[first]! < from; first += 3)
        shift += edits[first + 2]! - Math.max(0, edits[first + 1]!);
      // What stands behind the body's last line break is the end of a task.
      code = mark + code.slice(from + shift, code.length - 2).replace(/\n$/, '');
      placed = [from, 0, mark.length, ...edits.slice(first)];
    }
    const script = from > 0 ? text.slice(0, from) + code + END : code;
    scripts.set(scriptHash(script), { text, edits: placed });
    return { code, key, count: sites.length, functions };
  };

  const instrumented = (text: string, file: string, from: number, taker: Taker): string | undefined => {
    const name = `${file} ${text}`;
    if (!known.has(name)) {
      if (known.size >= TEXTS || (length += text.length) > LENGTH) return undefined;
      known.set(name, undefined);
      try {
        known.set(name, make(text, file, from));
      } catch {
        // The engine says what is wrong with it.
      }
    }
    const made = known.get(name);
    if (made === undefined) return undefined;
    taker.hooks.base(made.key, made.count, file, made.functions);
    return made.code;
  };

  dynamicCode.code = {
    evaluated(text, callee) {
      try {
        const taker = takerOf((callee === 0 ? globalEval() : callee) as object);
        if (taker?.head !== '') return text;
        return instrumented(text, sourceName(text) ?? '[eval text]', 0, taker) ?? text;
      } catch {
        return text;
      }
    },
    body(body, params, callee) {
      try {
        const taker = takerOf(callee as object);
        if (taker === undefined || taker.head === '' || !params.every((param) => typeof param === 'string'))
          return body;
        const start = `(${taker.head} anonymous(${params.join(',')}\n) {\n`;
        return instrumented(start + body + END, '[new Function]', start.length, taker) ?? body;
      } catch {
        return body;
      }
    },
  };

  return {
    get any() {
      return scripts.size > 0;
    },
    has: (hash) => scripts.has(hash),
    columnOf(hash, line, column) {
      const script = scripts.get(hash);
      if (script === undefined) return undefined;
      let map = maps.get(hash);
      if (map === undefined) maps.set(hash, (map = makeColumnMap(script.text, script.edits)));
      return map.columnOf(line, column);
    },
  };
}

const END = '\n})';

// The name that V8 gives a script. node:crypto is loaded for the first one: most programs have no such text.
let crypto: typeof Crypto | undefined;
function scriptHash(script: string): string {
  crypto ??= getBuiltinModule('node:crypto') as typeof Crypto;
  return crypto.createHash('sha256').update(script).digest('hex');
}

/** The name that a text gives itself: `//# sourceURL=webpack-internal:///./src/a.js`. */
function sourceName(text: string): string | undefined {
  const from = text.lastIndexOf('sourceURL=');
  return from < 0 ? undefined : /^\/\/[#@] sourceURL=(\S+)\s*$/m.exec(text.slice(Math.max(0, from - 4)))?.[1];
}

function globalEval(): unknown {
  return Object.getOwnPropertyDescriptor(globalThis, 'eval')?.value as unknown;
}
