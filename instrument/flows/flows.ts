// Where values that were read go, as far as the text tells:
//   const n = m.get(k); await …; save(k, n + 1)      and   save(k, v) { m.set(k, v) }     the write is made of the read
//   load(k, cb) { … cb(m.get(k)) }                   and   load(k, (n) => save(k, n + 1))  as it is by the parameter of a callback
//   waterfall([(next) => next(null, m.get(k)), (n, next) => { m.set(k, n + 1); next() }])      from step to step
//   get(k) { return new Promise((r) => setTimeout(() => r(m.get(k)))) }   and   set(k, (await get(k)) + 1)
//   load(req) { req.session = m.get(req.id) }        and   save(req) { m.set(req.id, req.session) }
//   get(k) { const n = m.get(k); return n }          and   set(k, n) { m.set(k, n) }   for callers elsewhere
//   const { items } = state; await …; state = { ...state, items: [...items, x] }          the property is, whatever else is read again
//   if (n >= 3) setTimeout(() => { n = 0 })          set back by a timer whatever is counted meanwhile (resets.ts)
//   await send([...rows]); rows = []                what came meanwhile is lost (emptied.ts)
//   if (!state.ready) return; await …; state = { ...state, n: 1 }                          nothing of what was asked (renewed.ts)
//   const n = count; await …; log(count); count = n + 1                                  the value is, whatever else is read again
//   if (!ref.current) return                        asks whether it is there, no more (presence.ts)
//   const o = { ...config }; await …; if (o.loud) …  asks behind an await (late.ts)
//   const n = votes.get(who) ?? 0                   is given a default, and decides nothing (defaulted.ts)
//   if (a.free && !b.queue) …                         each looks at one, and maybe at the other (together.ts)
//   const i = slots.indexOf(null); …; slots[i] = who  a place that was found free (found-places.ts)
//   const id = rows.length; await …; rows.push({ id })   a number that was free, or a last one (numbered.ts)
//   stats.mean = mean(stats.all)                     made of what is there by then, or put behind it (recomputed.ts)
//
// Names tell which function a call means, within one text. A text is looked into when it is instrumented, for a third of what that costs
// or less, and the table keeps the answer: asked later, the text is parsed again, which stops a running program for a third of a second
// (240,000 characters). That is left for texts made at run time (src/load/flows.ts).
import type { Program } from 'acorn';
import { analyze } from '../analyze/analyze.ts';
import { LineIndex } from '../parse/lines.ts';
import { parse, type Goal } from '../parse/parse.ts';
import type { SiteRecord, TextFlows } from '../protocol.ts';
import { Collection } from './collection.ts';
import { defaultedIn } from './defaulted.ts';
import { emptiedIn } from './emptied.ts';
import { askedLateIn } from './late.ts';
import { FoundPlaces } from './found-places.ts';
import { isCode } from './nodes.ts';
import { numbersOf } from './numbered.ts';
import { askedPartsIn } from './asked-parts.ts';
import { presenceIn } from './presence.ts';
import { isOwnPlace, isRecomputed } from './recomputed.ts';
import { Renewals } from './renewed.ts';
import { Search } from './search.ts';
import { testsOfParts } from './together.ts';

/**
 * The flows of a text.
 * @param functionOf - the number of the function that each site lies in
 */
export function flowsOf(
  code: string,
  goal: Goal,
  sites: readonly SiteRecord[],
  functionOf: readonly number[],
): TextFlows {
  const program = parse(code, goal);
  analyze(program, goal, false);
  return flowsIn(program, code, sites, functionOf);
}

/** The flows of a text that was analyzed. */
export function flowsIn(
  program: Program,
  code: string,
  sites: readonly SiteRecord[],
  functionOf: readonly number[],
): TextFlows {
  const lines = new LineIndex(code);
  const offsets = sites.map(([line, column]) => lines.offset(line, column));
  const collection = new Collection(program);
  const search = new Search(collection, { code, sites, offsets, functionOf });
  const passed: [number, ...number[]][] = [];
  const { sources } = collection;
  const recomputed: number[] = [];
  const given: number[] = [];
  const kept: [number, number, boolean, ...number[]][] = [];
  const renewals = new Renewals(program, search);
  const renewed: [number, ...number[]][] = [];
  const places = new FoundPlaces(program, code);
  const found: [number, ...number[]][] = [];
  for (const write of collection.writes)
    for (const site of search.writesAt(write.start)) {
      if (isRecomputed(write.target, write.value, sources) || isOwnPlace(write.target, sources))
        recomputed.push(site);
      const searched = places.of(write);
      if (searched !== null)
        found.push([site, ...search.readsAt(searched.start, code.slice(searched.start, searched.end))]);
      if (isCode(write.value)) continue;
      const fn = functionOf[site]!;
      if (search.isGiven(write.value)) given.push(site);
      const others = search.passedInto(write.value).filter((read) => functionOf[read] !== fn);
      if (others.length > 0) passed.push([site, ...others]);
      const stale = write.once || write.captures ? search.keptIn(write, site, fn) : null;
      if (stale !== null) kept.push([site, ...stale]);
      const anew = renewals.of(write);
      if (anew !== null) renewed.push([site, ...(anew === 'all' ? [] : anew)]);
    }
  const resets: [number, number, ...number[]][] = [];
  for (const { start, bounds } of collection.resets)
    for (const site of search.writesAt(start))
      for (const { node, way } of bounds) resets.push([site, way, ...search.readsIn(node)]);
  const numbered = collection.insertions.flatMap((call) => {
    const reads = numbersOf(call, collection, search);
    if (reads.length === 0) return [];
    return search.writesAt(call.start).map((site): [number, ...number[]] => [site, ...reads]);
  });
  const resolved = collection.resolved.flatMap((node) => search.readsIn(node));
  const told = [...new Set(collection.told.flatMap((node) => search.madeOf(node)))];
  const emptied = [...collection.emptying].flatMap(emptiedIn).flatMap(({ node, copies }) => {
    const reads = copies.flatMap((copy) => search.readsIn(copy));
    return search.writesAt(node.start).map((site): [number, ...number[]] => [site, ...reads]);
  });
  const presence = presenceIn(program).flatMap(({ start, end }) =>
    search.readsAt(start, code.slice(start, end)),
  );
  const late = askedLateIn(program).flatMap((node) => search.readsIn(node));
  const defaulted = defaultedIn(program, code).flatMap((node) => search.readsIn(node));
  const together = testsOfParts(program).flatMap((test) => {
    const reads = search.readsIn(test);
    return reads.length > 1 ? [reads] : [];
  });
  const parts = new Map<number, string[]>();
  for (const { node, name } of askedPartsIn(program))
    for (const site of search.readsAt(node.start, code.slice(node.start, node.end)))
      parts.set(site, [...(parts.get(site) ?? []), name]);
  return {
    resolved,
    told,
    given,
    passed,
    kept,
    resets,
    emptied,
    renewed,
    found,
    numbered,
    recomputed,
    presence,
    late,
    defaulted,
    together,
    parts: [...parts].map(([site, names]): [number, ...string[]] => [site, ...names]),
  };
}
