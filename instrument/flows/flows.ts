// Where values that were read go, as far as the text tells:
//   const n = m.get(k); await …; save(k, n + 1)      and   save(k, v) { m.set(k, v) }     the write is made of the read
//   load(k, cb) { … cb(m.get(k)) }                   and   load(k, (n) => save(k, n + 1))  as it is by the parameter of a callback
//   get(k) { return new Promise((r) => setTimeout(() => r(m.get(k)))) }   and   set(k, (await get(k)) + 1)
//   const { items } = state; await …; state = { ...state, items: [...items, x] }          the property is, whatever else is read again
//   const n = count; await …; log(count); count = n + 1                                  the value is, whatever else is read again
//
// Names tell which function a call means, within one text. Nothing is looked up when a text is instrumented: a rule asks when it
// has met such a read and such a write (src/tasks/flows.ts), and the text is parsed again.
import { analyze } from '../analyze/analyze.ts';
import { LineIndex } from '../parse/lines.ts';
import { parse, type Goal } from '../parse/parse.ts';
import type { SiteRecord } from '../protocol.ts';
import { Collection } from './collection.ts';
import { Search } from './search.ts';

/** By the numbers of sites in their text. */
export interface Flows {
  /** Reads that a promise is resolved with. */
  readonly resolved: readonly number[];
  /** Writes, and the reads in other functions whose value theirs is made of. */
  readonly passed: readonly (readonly [write: number, ...reads: number[]])[];
  /**
   * Writes whose value is made of nothing but what was read before an await: the await, whether that is true of one property only,
   * and the reads.
   */
  readonly kept: readonly (readonly [write: number, wait: number, partly: boolean, ...reads: number[]])[];
}

/**
 * The flows of a text.
 * @param functionOf - the number of the function that each site lies in
 */
export function flowsOf(
  code: string,
  goal: Goal,
  sites: readonly SiteRecord[],
  functionOf: readonly number[],
): Flows {
  const program = parse(code, goal);
  analyze(program, goal, false);
  const lines = new LineIndex(code);
  const offsets = sites.map(([line, column]) => lines.offset(line, column));
  const collection = new Collection(program);
  const search = new Search(collection, { code, sites, offsets, functionOf });
  const passed: [number, ...number[]][] = [];
  const kept: [number, number, boolean, ...number[]][] = [];
  for (const write of collection.writes)
    for (const site of search.writesAt(write.start)) {
      const fn = functionOf[site]!;
      const others = search.passedInto(write.value).filter((read) => functionOf[read] !== fn);
      if (others.length > 0) passed.push([site, ...others]);
      const stale = write.once ? search.keptIn(write, site, fn) : null;
      if (stale !== null) kept.push([site, ...stale]);
    }
  return { resolved: collection.resolved.flatMap((node) => search.readsIn(node)), passed, kept };
}
