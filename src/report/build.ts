// Spools → report: sites resolved, positions in the user's source, duplicates joined, scope decided. Suppressions and
// baselines come after it (suppress.ts, baseline.ts); formats after those.
import type * as Crypto from 'node:crypto';
import { basename, isAbsolute, relative } from 'node:path';
import { OPS, type SiteRecord } from '../../instrument/protocol.ts';
import { getBuiltinModule } from '../facts/built-in-modules.ts';
import type { Spool } from '../facts/read.ts';
import type {
  AccessFact,
  CoverageFact,
  DynamicSiteFact,
  ModuleFact,
  RaceFact,
  TimelineFact,
  TestBeginFact,
  TestFact,
} from '../facts/types.ts';
import { VERSION } from '../version.ts';
import { withoutConsequences } from './consequences.ts';
import { divergedCopies } from './diverged-copies.ts';
import { hintFor } from './hints.ts';
import type { Access, Coverage, Frame, Race, Report, SuppressionUse, TestName, Timeline } from './model.ts';
import { packageOf } from './packages.ts';
import { shownFile, type Place, type Places } from './places.ts';
import { parseStack } from './stack.ts';

export interface BuildOptions {
  readonly command: readonly string[];
  readonly exitCode: number;
  readonly level: Report['level'];
  readonly engines: readonly string[];
  /** Files are printed relative to this directory. */
  readonly cwd: string;
  /** Files below it, outside node_modules, are the project's own. */
  readonly own: string;
  /** Directory of racewire's built files. */
  readonly home: string;
  /** The command still runs: what its end may change is not said yet. */
  readonly running?: boolean;
}

/** Races of all spools, joined, worst first. */
export function buildReport(spools: readonly Spool[], places: Places, options: BuildOptions): Report {
  const resolver = makeResolver(spools, places, options);
  const races = new Map<string, Race>();
  const ignored: Ignored = new Map();
  const sets = conditionsThatSet(spools, resolver);
  const add = (fact: RaceFact, spool: Spool): void => {
    if (options.level === 'observed' && fact.certainty === 'predicted') return;
    if (fact.condition !== undefined) {
      const known = setsGoing(sets, placeKey(spool, fact.condition.site, resolver), fact.condition.kind);
      if (known === undefined ? options.running === true : !known) return;
    }
    const race = makeRace(fact, spool, resolver, options);
    const silencers = fact.accesses.map((access) => access.ignored ?? 0).filter((id) => id > 0);
    if (silencers.length > 0) {
      const first = ignored.get(race.id);
      if (first === undefined) ignored.set(race.id, { spool, ids: new Set(silencers) });
      else for (const id of silencers) first.ids.add(id);
      return;
    }
    const earlier = races.get(race.id);
    races.set(race.id, earlier === undefined ? race : joinRaces(earlier, race));
  };
  for (const spool of spools) for (const fact of spool.facts) if (fact.fact === 'race') add(fact, spool);
  if (options.running !== true) for (const { fact, spool } of divergedCopies(spools)) add(fact, spool);
  const list = withoutConsequences([...races.values()]).sort(bySeverity);
  return {
    version: 1,
    tool: `racewire ${VERSION}`,
    node: spools.find((spool) => spool.thread !== undefined)?.thread?.node ?? process.version,
    command: options.command,
    exitCode: options.exitCode,
    level: options.level,
    engines: options.engines,
    races: list,
    suppressions: ignoreUses(spools, ignored, resolver),
    coverage: makeCoverage(spools, places, options),
    summary: summarise(list, [...ignored.keys()].filter((id) => !races.has(id)).length, benignCount(spools)),
  };
}

/** Whether the condition at a place sets work of a kind going; undefined: not known. */
function setsGoing(sets: ReadonlyMap<string, boolean>, place: string, kind: string): boolean | undefined {
  const known = sets.get(`${place} ${kind}`);
  if (known !== undefined) return known;
  const atAll = sets.get(place);
  return atAll === true && kind !== '' ? undefined : atAll;
}

/** By place, and by place and kind, whether a condition was seen to set work going, in any of the processes. */
function conditionsThatSet(spools: readonly Spool[], resolver: Resolver): Map<string, boolean> {
  const sets = new Map<string, boolean>();
  for (const spool of spools)
    for (const fact of spool.facts) {
      if (fact.fact !== 'condition') continue;
      const key = placeKey(spool, fact.site, resolver);
      for (const name of fact.kind === undefined
        ? [key]
        : fact.sets
          ? [key, `${key} ${fact.kind}`]
          : [`${key} ${fact.kind}`])
        sets.set(name, fact.sets || sets.get(name) === true);
    }
  return sets;
}

function placeKey(spool: Spool, site: number, resolver: Resolver): string {
  const at = resolver.site(spool, site);
  return at === undefined ? `${spool.name} ${site}` : `${at.file}:${at.line}:${at.column}`;
}

/** Races that racewire.ignore() silenced, by id, with the calls that did. */
type Ignored = Map<string, { readonly spool: Spool; readonly ids: Set<number> }>;

// Each call of racewire.ignore(), by its place, with the races it silenced.
function ignoreUses(spools: readonly Spool[], ignored: Ignored, resolver: Resolver): SuppressionUse[] {
  const uses = new Map<string, { rule: string; file: string; line: number; count: number }>();
  for (const spool of spools) {
    for (const fact of spool.facts) {
      if (fact.fact !== 'ignore') continue;
      const at = resolver.frames(spool, fact.stack)[0];
      const place = { file: at?.file ?? '', line: at?.line ?? 0 };
      const key = `${place.file}:${place.line}`;
      const use = uses.get(key) ?? { rule: IGNORE_RULE, ...place, count: 0 };
      for (const race of ignored.values()) if (race.spool === spool && race.ids.has(fact.id)) use.count++;
      uses.set(key, use);
    }
  }
  return [...uses.values()];
}

/** How racewire.ignore() is named among the suppressions. */
export const IGNORE_RULE = 'racewire.ignore()';

/** Counts of the races that are left. @param benignSeen - how many benign interleavings the engines counted */
export function summarise(races: readonly Race[], suppressed: number, benignSeen: number): Report['summary'] {
  const benign = races.filter((race) => race.severity === 'benign').length;
  const open = races.filter((race) => race.severity !== 'benign' && race.known !== true);
  return {
    races: open.length,
    dependency: open.filter((race) => race.scope === 'dependency').length,
    suppressed,
    benign: Math.max(benign, benignSeen),
    known: races.filter((race) => race.known === true).length,
  };
}

const SEVERITIES = ['error', 'warning', 'benign'];

function bySeverity(a: Race, b: Race): number {
  const scope = (race: Race): number => (race.scope === 'first-party' ? 0 : 1);
  const certainty = (race: Race): number => (race.certainty === 'observed' ? 0 : 1);
  return (
    scope(a) - scope(b) ||
    SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) ||
    certainty(a) - certainty(b) ||
    (a.id < b.id ? -1 : 1)
  );
}

/** Two detections of one race: observed beats predicted, the worse severity stays, counts add up. */
export function joinRaces(a: Race, b: Race): Race {
  const main = a.certainty === b.certainty || a.certainty === 'observed' ? a : b;
  const severity = SEVERITIES.indexOf(a.severity) <= SEVERITIES.indexOf(b.severity) ? a.severity : b.severity;
  const test = a.test ?? b.test;
  const tests = distinctTests([...(a.tests ?? []), ...(b.tests ?? [])]);
  return {
    ...main,
    severity,
    count: a.count + b.count,
    ...(test === undefined ? {} : { test }),
    ...(tests.length === 0 ? {} : { tests }),
  };
}

function distinctTests(tests: readonly TestName[]): TestName[] {
  const key = (test: TestName): string => `${test.file ?? ''}\0${test.line ?? ''}\0${test.name}`;
  return [...new Map(tests.map((test) => [key(test), test])).values()];
}

function nameOf(test: TestFact, options: BuildOptions): TestName {
  const { name, file, line } = test;
  return {
    name,
    ...(file === undefined ? {} : { file: shownFile(file, options.cwd) }),
    ...(line === undefined ? {} : { line }),
  };
}

interface Resolver {
  site(spool: Spool, site: number): ResolvedSite | undefined;
  /** A place in the text of the module that the site is one of. */
  inModule(spool: Spool, site: number, line: number, column: number): Place | undefined;
  frames(spool: Spool, stack: string | undefined): Frame[];
  /** How a thread is called where several processes have a `main`. */
  thread(spool: Spool, name: string): string;
  /** The test that a thread of the process worked for at an epoch. */
  testAt(spool: Spool, epoch: readonly [slot: number, time: number]): TestFact | undefined;
}

interface ResolvedSite extends Place {
  readonly record?: SiteRecord;
  readonly function: string;
}

function makeResolver(spools: readonly Spool[], places: Places, options: BuildOptions): Resolver {
  const byRoot = new Map<
    string,
    {
      modules: ModuleFact[];
      dynamic: Map<number, string>;
      keys: Map<string, string>;
      maps: Map<string, string>;
      tests: TestBeginFact[];
    }
  >();
  const programs = new Set<number>();
  for (const spool of spools) {
    const root = rootOf(spool);
    let known = byRoot.get(root);
    if (known === undefined)
      byRoot.set(
        root,
        (known = { modules: [], dynamic: new Map(), keys: new Map(), maps: new Map(), tests: [] }),
      );
    for (const fact of spool.facts) {
      if (fact.fact === 'module') {
        known.modules.push(fact);
        known.keys.set(fact.file, fact.key);
        programs.add(processOf(spool));
      } else if (fact.fact === 'dynamic-site') {
        known.dynamic.set(fact.site, (fact as DynamicSiteFact).stack);
      } else if (fact.fact === 'mapped') {
        known.maps.set(fact.file, fact.map);
      } else if (fact.fact === 'test') {
        known.tests.push(fact);
      }
    }
  }

  const frames = (spool: Spool, stack: string | undefined): Frame[] => {
    if (stack === undefined) return [];
    const { keys, maps } = byRoot.get(rootOf(spool)) ?? {};
    return parseStack(stack, options.home).map((raw) => {
      const key = keys?.get(raw.file);
      const map = maps?.get(raw.file);
      const place =
        (map !== undefined
          ? places.ofMapped(map, raw.file, raw.line, raw.column)
          : key === undefined
            ? undefined
            : places.ofInstrumented(key, raw.line, raw.column)) ?? raw;
      return {
        function: raw.function,
        file: shownFile(place.file, options.cwd),
        line: place.line,
        column: place.column,
      };
    });
  };

  const moduleOf = (spool: Spool, site: number): ModuleFact | undefined =>
    byRoot.get(rootOf(spool))?.modules.find(({ base, count }) => site >= base && site < base + count);

  return {
    frames,
    testAt(spool, [slot, time]) {
      let last: TestBeginFact | undefined;
      for (const begin of byRoot.get(rootOf(spool))?.tests ?? []) {
        if (begin.slot === slot && begin.time <= time && (last === undefined || begin.time >= last.time))
          last = begin;
      }
      return last?.test ?? undefined;
    },
    thread: (spool, name) => (programs.size > 1 ? `${name} of process ${processOf(spool)}` : name),
    inModule(spool, site, line, column) {
      const module = moduleOf(spool, site);
      const place = module === undefined ? undefined : places.ofText(module.key, line, column);
      return place && { ...place, file: shownFile(place.file, options.cwd) };
    },
    site(spool, site) {
      const module = moduleOf(spool, site);
      if (module !== undefined) {
        const record = places.table(module.key)?.sites[site - module.base];
        if (record !== undefined) {
          const place = places.ofText(module.key, record[0], record[1])!;
          return { ...place, file: shownFile(place.file, options.cwd), record, function: record[5] };
        }
        return { file: shownFile(module.file, options.cwd), line: 0, column: 0, function: '' };
      }
      const top = frames(spool, byRoot.get(rootOf(spool))?.dynamic.get(site))[0];
      return top === undefined ? undefined : { ...top };
    },
  };
}

/** The threads among which numbers of sites, and slots, mean the same. */
const rootOf = (spool: Spool): string => `${processOf(spool)} ${spool.thread?.root ?? 0}`;

const processOf = (spool: Spool): number => spool.thread?.pid ?? Number(spool.name.split('-')[0]);

function makeRace(fact: RaceFact, spool: Spool, resolver: Resolver, options: BuildOptions): Race {
  const accesses = fact.accesses.map((access) => makeAccess(access, spool, resolver, options));
  const created = fact.store.createdSite ? createdPlace(fact.store, spool, resolver) : undefined;
  const createdAt = created ?? resolver.frames(spool, fact.store.createdStack)[0];
  const label = fact.store.label ?? labelOf(fact, spool, resolver);
  const own = accesses.some((access) => isOwn(access.file, options));
  return {
    id: hash([
      fact.kind,
      ...ordered(
        fact,
        accesses.map((at) => `${at.file}:${at.line}:${at.column}`),
      ),
    ]),
    fingerprint: hash([
      fact.kind,
      ...ordered(
        fact,
        accesses.map((at) => `${at.file}\0${at.function}\0${at.code}`),
      ),
    ]),
    kind: fact.kind,
    certainty: fact.certainty,
    severity: fact.severity,
    scope: own ? 'first-party' : 'dependency',
    count: fact.count ?? 1,
    ...(fact.test === undefined ? {} : { test: fact.test.name, tests: [nameOf(fact.test, options)] }),
    store: {
      type: fact.store.type,
      label,
      ...(fact.store.key === undefined ? {} : { key: fact.store.key }),
      ...(createdAt === undefined
        ? {}
        : { created: { file: createdAt.file, line: createdAt.line, column: createdAt.column } }),
    },
    accesses,
    ...(fact.timeline === undefined ? {} : { timeline: makeTimeline(fact.timeline, spool, resolver) }),
    hint: fact.hint ?? hintFor(fact.kind, accesses, fact.store.key === undefined),
  };
}

// Variables have one site a scope, which says where each is declared.
function createdPlace(
  { type, label, createdSite }: RaceFact['store'],
  spool: Spool,
  resolver: Resolver,
): Place | undefined {
  const site = resolver.site(spool, createdSite!);
  if (type !== 'variable' || site?.record === undefined) return site;
  const declared = site.record[3].split(',').find((variable) => variable.startsWith(`${label} `));
  const [, line, column] = /^\S+ (\d+):(\d+)$/.exec(declared ?? '') ?? [];
  return line === undefined ? site : resolver.inModule(spool, createdSite!, Number(line), Number(column));
}

// The two sides of a data race have no order of their own; the roles of the other kinds are part of what they are.
function ordered(fact: RaceFact, sites: string[]): string[] {
  return fact.kind === 'data-race' || fact.kind === 'diverged-copy' ? sites.sort() : sites;
}

function labelOf(fact: RaceFact, spool: Spool, resolver: Resolver): string {
  for (const access of fact.accesses) {
    const label = resolver.site(spool, access.site)?.record?.[4];
    if (label !== undefined && label !== '') return label;
  }
  return '';
}

function makeAccess(fact: AccessFact, spool: Spool, resolver: Resolver, options: BuildOptions): Access {
  const site = resolver.site(spool, fact.site);
  const stack = resolver.frames(spool, fact.stack);
  const place = site ?? stack[0] ?? { file: '', line: 0, column: 0, function: '' };
  const code = site?.record?.[3] ?? '';
  const task = taskName(fact.task, fact.taskSite, spool, resolver);
  const test = fact.test ?? (fact.epoch === undefined ? undefined : resolver.testAt(spool, fact.epoch));
  const dependency = packageOf(isAbsolute(place.file) ? place.file : `${options.cwd}/${place.file}`);
  const own = { function: place.function, file: place.file, line: place.line, column: place.column };
  return {
    role: fact.role,
    op: fact.op === 'unknown' && site?.record !== undefined ? (OPS[site.record[2]] ?? fact.op) : fact.op,
    file: place.file,
    line: place.line,
    column: place.column,
    function: place.function,
    code,
    ...(fact.value === undefined ? {} : { value: fact.value }),
    thread: resolver.thread(spool, fact.thread),
    ...(task === undefined ? {} : { task }),
    ...(fact.atomic === undefined ? {} : { atomic: fact.atomic }),
    stack: stack.length > 0 ? withExactColumn(stack, place) : place.file === '' ? [] : [own],
    ...(fact.stackLost === undefined ? {} : { stackLost: fact.stackLost }),
    createdBy: resolver.frames(spool, fact.createdBy),
    ...(fact.createdLost === undefined ? {} : { createdLost: fact.createdLost }),
    ...(dependency === undefined ? {} : { package: dependency }),
    ...(test === undefined ? {} : { test: nameOf(test, options) }),
  };
}

// The innermost frame of a stack stands at the hook; the table knows the column of the access itself.
function withExactColumn(stack: Frame[], { file, line, column }: Frame): Frame[] {
  const [innermost, ...rest] = stack;
  if (innermost === undefined || innermost.file !== file || innermost.line !== line) return stack;
  return [{ ...innermost, column }, ...rest];
}

function taskName(
  task: string | undefined,
  site: number | undefined,
  spool: Spool,
  resolver: Resolver,
): string | undefined {
  if (task === undefined || site === undefined) return task;
  const at = resolver.site(spool, site);
  if (at?.record === undefined) return `async function ${task}`;
  const [, , , , name] = at.record;
  return `${name === '' ? `async at ${basename(at.file)}:${at.line}` : name} ${task}`;
}

function makeTimeline(fact: TimelineFact, spool: Spool, resolver: Resolver): Timeline {
  return {
    events: fact.events.map(({ site, task, taskSite, origin, ...event }) => {
      const place = site === undefined ? undefined : resolver.site(spool, site);
      const by = taskName(task, taskSite, spool, resolver);
      return {
        ...event,
        ...(place === undefined
          ? {}
          : { place: { file: place.file, line: place.line, column: place.column } }),
        ...(place?.record === undefined ? {} : { code: place.record[3] }),
        ...(by === undefined ? {} : { by }),
        ...(origin === undefined ? {} : { origin: originName(origin, spool) }),
      };
    }),
    edges: fact.edges.map(([from, to, why]) => ({ from, to, why })),
  };
}

// `123.4` → `worker 4`, with its process where that is another one.
function originName(origin: string, spool: Spool): string {
  const [pid, tid] = origin.split('.').map(Number) as [number, number];
  const thread = tid === 0 ? 'main' : `worker ${tid}`;
  return pid === processOf(spool) ? thread : `${thread} of process ${pid}`;
}

function isOwn(file: string, options: BuildOptions): boolean {
  if (file === '') return false;
  if (/(^|[\\/])node_modules[\\/]/.test(file)) return false;
  const inside = isAbsolute(file) ? relative(options.own, file) : '';
  return !inside.startsWith('..') && !isAbsolute(inside);
}

// Most runs have no race: the module, 5 to 10 ms of a fresh process, is loaded with the first one.
const hash = (parts: readonly string[]): string =>
  (getBuiltinModule('node:crypto') as typeof Crypto)
    .createHash('sha256')
    .update(parts.join('\n'))
    .digest('hex')
    .slice(0, 12);

function lastCoverage(spool: Spool): CoverageFact | undefined {
  return spool.facts.findLast((fact): fact is CoverageFact => fact.fact === 'coverage');
}

function benignCount(spools: readonly Spool[]): number {
  return spools.reduce((sum, spool) => sum + (lastCoverage(spool)?.benign ?? 0), 0);
}

function makeCoverage(spools: readonly Spool[], places: Places, options: BuildOptions): Coverage {
  const files = new Set<string>();
  const keys = new Set<string>();
  const skipped = new Map<string, { file: string; why: string }>();
  const lost = new Map<string, { what: string; why: string; count: number }>();
  const lose = (what: string, why: string, count = 1): void => {
    const entry = lost.get(`${what}\0${why}`) ?? { what, why, count: 0 };
    entry.count += count;
    lost.set(`${what}\0${why}`, entry);
  };
  for (const spool of spools) {
    for (const fact of spool.facts) {
      if (fact.fact === 'module') {
        files.add(fact.file);
        keys.add(fact.key);
      } else if (fact.fact === 'skipped') {
        skipped.set(fact.file, { file: shownFile(fact.file, options.cwd), why: fact.why });
      } else if (fact.fact === 'lost') {
        lose(fact.what, fact.why);
      }
    }
    if (spool.torn > 0)
      lose('facts', 'a line of the spool is not whole: the thread was killed while it wrote', spool.torn);
  }
  const totals = spools.map(lastCoverage).filter((fact) => fact !== undefined);
  const sum = (name: Exclude<keyof CoverageFact, 'fact'>): number =>
    totals.reduce((total, fact) => total + (fact[name] ?? 0), 0);
  const threads = spools.filter((spool) => spool.thread !== undefined);
  return {
    files: files.size,
    skipped: [...skipped.values()],
    unhandled: [...keys].flatMap((key) =>
      places.unhandled(key).map(({ what, line }) => {
        const place = places.ofText(key, line, 1)!;
        return { file: shownFile(place.file, options.cwd), line: place.line, what };
      }),
    ),
    lost: [...lost.values()],
    processes: new Set(threads.map(processOf)).size,
    threads: threads.length,
    unknownSharedBuffers: sum('unknownSharedBuffers'),
    storesWatched: sum('storesWatched'),
    keysWatched: sum('keysWatched'),
    accesses: sum('accesses'),
    tasks: sum('tasks'),
    overlappingTaskPairs: sum('overlappingTaskPairs'),
    threadsSharingMemory: sum('threadsSharingMemory'),
  };
}
