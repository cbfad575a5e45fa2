// Text in, instrumented text out, for every route by which a file reaches Node. The transformer itself is loaded on the
// first text that is not in the cache; a text that it cannot take runs unchanged and leaves a `skipped` fact.
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { HOOKS, type SiteTable, type TextFlows } from '../../instrument/protocol.ts';
import { emit } from '../facts/spool.ts';
import type { StoredTable } from '../facts/tables.ts';
import type { FailingOperation, NativeFailure } from '../hooks/native-errors.ts';
import { type Loaded, loadBuilt } from './compiled-code.ts';
import { readInputMap } from './input-map.ts';
import {
  openSourceCache,
  sourceKey,
  type SourceCache,
  type SourceKind,
  TRANSFORMER,
} from './source-cache.ts';

/** What the loader asks of instrument/index.ts, bundled as dist/instrument.cjs. */
export interface Transformer {
  transform(
    code: string,
    options: {
      file: string;
      key: string;
      goal: Goal;
      map?: boolean;
      inputMap?: string;
      tables?: string;
      bodyAt?: number;
      flows?: boolean;
    },
  ): { code: string; map?: string; table: SiteTable; unchanged: boolean; functions?: string };
  failureAt(
    code: string,
    goal: Goal,
    what: FailingOperation,
    offset: number,
    value: unknown,
  ): NativeFailure | undefined;
  flowsOf(
    code: string,
    goal: Goal,
    sites: SiteTable['sites'],
    functionOf: readonly number[],
  ): TextFlows | undefined;
}

type Goal = StoredTable['goal'];

/** What makes JavaScript of a text that is TypeScript. */
export interface Types {
  /** What the JavaScript depends on, beside the text. */
  readonly way: string;
  /** The JavaScript; undefined where the text has types that cannot be stripped. */
  strip(): string | undefined;
}

// Goals in the order they are tried: a text without a declared format is CommonJS unless it is an ES module only.
const GOALS: { readonly [K in SourceKind]: readonly Goal[] } = {
  module: ['module'],
  commonjs: ['commonjs'],
  'commonjs-or-module': ['commonjs', 'module'],
  script: ['script'],
  once: ['once'],
  'once-or-module': ['once', 'module'],
};

export interface Instrumenter {
  /**
   * Instrumented form of `text`, or undefined where it has to run as it is. Never throws.
   * @param file - absolute path, or the URL or name of code without a file
   * @param types - of TypeScript. They are stripped only where nothing is kept of the text: the first time takes Node 40 ms
   */
  instrument(text: string, file: string, kind: SourceKind, types?: Types): string | undefined;
  /** The transformer, loaded when first asked for. */
  transformer(): Transformer;
  readonly cache: SourceCache;
}

/** UTF-16 units of text, by which most of the transformer has been needed. */
const ENOUGH_TEXT = 50_000;

const MARKS = [`${HOOKS}.module(`, `${HOOKS}.base(`];

/**
 * Makes the instrumenter of this thread.
 * @param home - directory of racewire's built files
 */
export function makeInstrumenter(options: { cache: string; spool: string }, home: string): Instrumenter {
  const cache = openSourceCache(options.cache, options.spool);
  let loaded: Loaded | undefined;
  const transformer = (): Transformer =>
    (loaded ??= loadBuilt(join(home, 'instrument.cjs'), TRANSFORMER, options.cache)).exports as Transformer;
  let transformed = 0;

  const mapped = new Set<string>();
  // What runs was made of a text with hooks (Vite's transform for its module runner): stacks are in its positions.
  const noteFinalMap = (text: string, file: string): void => {
    const map = mapped.has(file) ? undefined : readInputMap(text, file);
    if (map === undefined) return;
    mapped.add(file);
    const name = cache.writeMap(map);
    if (name !== undefined) emit({ fact: 'mapped', file, map: name });
  };

  return {
    cache,
    transformer,
    instrument(text, file, kind, types) {
      // A text that already has hooks: instrumented ahead of time, or seen by an earlier route of this loader.
      if (MARKS.some((mark) => text.includes(mark))) {
        if (kind === 'script') noteFinalMap(text, file);
        return undefined;
      }
      try {
        const key = sourceKey(text, types === undefined ? file : `${file}\0${types.way}`, kind);
        const known = cache.read(key);
        // An empty file stands for a text in which there is nothing to watch.
        if (known !== undefined) return known === '' ? undefined : known;
        const script = types === undefined ? text : types.strip();
        if (script === undefined) return undefined; // Node says itself what is wrong with it.
        const made = transformText(transformer(), script, file, kind, { key });
        transformed += script.length;
        loaded?.keep(transformed > ENOUGH_TEXT);
        const { table } = made;
        // Of TypeScript in which there is nothing to watch the JavaScript is kept: to strip its types costs as much again.
        const code = made.code === '' && types !== undefined ? script : made.code;
        if (!cache.write(key, code, table, script)) {
          throw new Error('neither the cache nor the spool directory can be written');
        }
        return code === '' ? undefined : code;
      } catch (error) {
        emit({ fact: 'skipped', file, why: error instanceof Error ? error.message : String(error) });
        return undefined;
      }
    },
  };
}

/**
 * Transforms a text as the first of its kind's goals that it parses as; the code is '' where there is nothing to watch.
 * Throws the first failure where it parses as none.
 */
export function transformText(
  transformer: Transformer,
  text: string,
  file: string,
  kind: SourceKind,
  options: { readonly key: string; readonly tables?: string },
): { code: string; table: StoredTable } {
  const inputMap = readInputMap(text, file);
  let failure: unknown;
  for (const goal of GOALS[kind]) {
    try {
      const made = transformer.transform(text, {
        ...options,
        file,
        goal,
        flows: true,
        ...(inputMap === undefined ? {} : { inputMap }),
      });
      return { code: made.unchanged ? '' : made.code, table: { ...made.table, goal } };
    } catch (error) {
      failure ??= error;
    }
  }
  throw failure;
}

/** The file name that facts use for a module URL: a path for `file:`, the URL itself otherwise, without query or hash. */
export function fileOfUrl(url: string): string {
  if (!url.startsWith('file:')) return url;
  try {
    return fileURLToPath(url);
  } catch {
    return url;
  }
}
