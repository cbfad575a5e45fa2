// Where values go, as the text of a module tells (instrument/flows/flows.ts): the values that functions are given, and those that are
// kept although their place is read again. Asked when a write has come that would make a race of such a read and such a write
// (settle() in rules/lost-update.ts); a module is looked at once, and one without an answer has no flows.
import type { TextFlows } from '../../instrument/protocol.ts';
import { functionsAt, inOneModule } from './lexical.ts';

/** Looks into the text of the module that begins with a site; set by the loader, which has the texts. */
export const texts: { flows: (base: number, functionOf: readonly number[]) => TextFlows | undefined } = {
  flows: () => undefined,
};

interface Known {
  readonly resolved: ReadonlySet<number>;
  readonly told: ReadonlySet<number>;
  readonly given: ReadonlySet<number>;
  readonly passed: ReadonlyMap<number, readonly number[]>;
  readonly kept: ReadonlyMap<number, TextFlows['kept'][number]>;
  readonly resets: TextFlows['resets'];
  readonly emptied: ReadonlyMap<number, readonly number[]>;
  readonly renewed: ReadonlyMap<number, readonly number[]>;
  readonly found: ReadonlyMap<number, readonly number[]>;
  readonly numbered: ReadonlyMap<number, readonly number[]>;
  readonly recomputed: ReadonlySet<number>;
  readonly presence: ReadonlySet<number>;
  readonly late: ReadonlySet<number>;
  readonly defaulted: ReadonlySet<number>;
  readonly together: TextFlows['together'];
  readonly parts: ReadonlyMap<number, readonly string[]>;
  readonly functionOf: readonly number[];
}

const NOTHING: Known = {
  resolved: new Set(),
  told: new Set(),
  given: new Set(),
  passed: new Map(),
  kept: new Map(),
  resets: [],
  emptied: new Map(),
  renewed: new Map(),
  found: new Map(),
  numbered: new Map(),
  recomputed: new Set(),
  presence: new Set(),
  late: new Set(),
  defaulted: new Set(),
  together: [],
  parts: new Map(),
  functionOf: [],
};
const modules = new Map<number, Known>();

function flowsAt(site: number): { base: number; known: Known } {
  const at = functionsAt(site);
  if (at === undefined) return { base: 0, known: NOTHING };
  const { base, functionOf } = at;
  let known = modules.get(base);
  if (known === undefined) {
    const flows = texts.flows(base, functionOf);
    known =
      flows === undefined
        ? NOTHING
        : {
            resolved: new Set(flows.resolved),
            told: new Set(flows.told),
            given: new Set(flows.given),
            passed: new Map(flows.passed.map(([write, ...reads]) => [write, reads])),
            kept: new Map(flows.kept.map((kept) => [kept[0], kept])),
            resets: flows.resets,
            emptied: new Map(flows.emptied.map(([write, ...reads]) => [write, reads])),
            renewed: new Map(flows.renewed.map(([write, ...reads]) => [write, reads])),
            found: new Map(flows.found.map(([write, ...reads]) => [write, reads])),
            numbered: new Map(flows.numbered.map(([write, ...reads]) => [write, reads])),
            recomputed: new Set(flows.recomputed),
            presence: new Set(flows.presence),
            late: new Set(flows.late),
            defaulted: new Set(flows.defaulted),
            together: flows.together,
            parts: new Map(flows.parts.map(([read, ...names]) => [read, names])),
            functionOf,
          };
    modules.set(base, known);
  }
  return { base, known };
}

/** What one may ask of the text of the modules. */
export interface Flows {
  /** Whether what is read at `read` is given to the function of `later` by a parameter, and written there. */
  isPassed(read: number, later: number): boolean;
  /** Whether a promise is resolved with what is read at the site. */
  isResolved(read: number): boolean;
  /** Whether the function's caller is told what is read at the site. */
  isTold(read: number): boolean;
  /** Whether what is written is made of what the function is given. */
  isGiven(write: number): boolean;
  /** What is known of the value written at a site; null: nothing. */
  keptIn(write: number): Kept | null;
  /** Whether what is written is made anew, and a condition that looks at `read` has nothing to do with it. */
  isRenewed(read: number, write: number): boolean;
  /** Whether the search at `read` has found the place free that is written. */
  isFound(read: number, write: number): boolean;
  /** Whether what is inserted is made of how many there were, or of the last one, at `read`. */
  isNumbered(read: number, write: number): boolean;
}

function isPassed(read: number, later: number): boolean {
  if (!inOneModule(read, later)) return false;
  const { base, known } = flowsAt(read);
  return known.passed.get(later - base)?.includes(read - base) === true;
}

function isResolved(read: number): boolean {
  const { base, known } = flowsAt(read);
  return known.resolved.has(read - base);
}

function isTold(read: number): boolean {
  const { base, known } = flowsAt(read);
  return known.told.has(read - base);
}

function isGiven(write: number): boolean {
  const { base, known } = flowsAt(write);
  return known.given.has(write - base);
}

/** Of what the value that is written is made, and of nothing else. */
export interface Kept {
  /** Only a property of the value is. */
  readonly partly: boolean;
  /** Whether the site is one of those reads. */
  readonly isSource: (site: number) => boolean;
  /** Whether the site lies behind the await that came after those reads, in the function that writes. */
  readonly isLater: (site: number) => boolean;
}

function keptIn(write: number): Kept | null {
  const { base, known } = flowsAt(write);
  const kept = known.kept.get(write - base);
  if (kept === undefined) return null;
  const [, wait, partly, ...reads] = kept;
  const { functionOf } = known;
  const fn = functionOf[write - base];
  return {
    partly,
    isSource: (site) => reads.includes(site - base),
    isLater: (site) => site - base > wait && functionOf[site - base] === fn,
  };
}

function isRenewed(read: number, write: number): boolean {
  const { base, known } = flowsAt(write);
  const others = known.renewed.get(write - base);
  return others !== undefined && (others.length === 0 || others.includes(read - base));
}

function isFound(read: number, write: number): boolean {
  if (!inOneModule(read, write)) return false;
  const { base, known } = flowsAt(write);
  return known.found.get(write - base)?.includes(read - base) === true;
}

function isNumbered(read: number, write: number): boolean {
  if (!inOneModule(read, write)) return false;
  const { base, known } = flowsAt(write);
  return known.numbered.get(write - base)?.includes(read - base) === true;
}

/**
 * Whether the write at `write` is a timer's that sets back what the condition at `read` had found to have reached a bound, and an update in
 * direction `way` leaves it there.
 */
export function isSetBack(read: number, write: number, way: number): boolean {
  if (!inOneModule(read, write)) return false;
  const { base, known } = flowsAt(write);
  return known.resets.some(
    ([site, direction, ...reads]) =>
      site === write - base && direction === way && reads.includes(read - base),
  );
}

/** Whether the write at `write` empties what the function had copied at `read`, before an await and its last look at it. */
export function emptiesCopied(read: number, write: number): boolean {
  if (!inOneModule(read, write)) return false;
  const { base, known } = flowsAt(write);
  return known.emptied.get(write - base)?.includes(read - base) === true;
}

/** Whether what the site writes is made of nothing but the state that the written place is a part of. */
export function isRecomputed(write: number): boolean {
  const { base, known } = flowsAt(write);
  return known.recomputed.has(write - base);
}

/** Whether conditions ask of what is read at the site nothing but whether it is there. */
export function asksPresence(read: number): boolean {
  const { base, known } = flowsAt(read);
  return known.presence.has(read - base);
}

/** The parts for which a condition asks of what is read at the site, or of what it is answered; null: it may ask for more. */
export function partsAsked(read: number): readonly string[] | null {
  const { base, known } = flowsAt(read);
  const names = known.parts.get(read - base);
  return names === undefined || names.includes('') ? null : names;
}

/** Whether the function of the site asks nothing of what is read there before it has waited. */
export function isAskedLate(read: number): boolean {
  const { base, known } = flowsAt(read);
  return known.late.has(read - base);
}

/** Whether what is read at the site is given a default there, and no condition is made of it. */
export function isDefaulted(read: number): boolean {
  const { base, known } = flowsAt(read);
  return known.defaulted.has(read - base);
}

/** Whether one of `sites` stands in the condition of `read`. */
export function isAskedWith(read: number, sites: readonly number[]): boolean {
  const { base, known } = flowsAt(read);
  return known.together.some(
    (reads) => reads.includes(read - base) && sites.some((site) => reads.includes(site - base)),
  );
}

/** The answers of the texts. */
export const OF_TEXT: Flows = {
  isPassed,
  isResolved,
  isTold,
  isGiven,
  keptIn,
  isRenewed,
  isFound,
  isNumbered,
};

/** Answers that nothing flows, or is needed, and notes that one would have had to ask. */
export const NONE: Flows & { asked: boolean } = {
  asked: false,
  isPassed(read, later) {
    if (inOneModule(read, later)) NONE.asked = true;
    return false;
  },
  isResolved() {
    NONE.asked = true;
    return false;
  },
  isTold() {
    NONE.asked = true;
    return false;
  },
  isGiven() {
    NONE.asked = true;
    return false;
  },
  keptIn() {
    NONE.asked = true;
    return null;
  },
  isRenewed() {
    NONE.asked = true;
    return true;
  },
  isFound(read, write) {
    if (inOneModule(read, write)) NONE.asked = true;
    return false;
  },
  isNumbered(read, write) {
    if (inOneModule(read, write)) NONE.asked = true;
    return false;
  },
};

/** Answers that all flows that may. */
export const ALL: Flows = {
  isPassed: inOneModule,
  isResolved: () => true,
  isTold: () => true,
  isGiven: () => true,
  keptIn: () => EVERYTHING,
  isRenewed: () => false,
  isFound: inOneModule,
  isNumbered: inOneModule,
};
const EVERYTHING: Kept = { partly: false, isSource: () => true, isLater: () => true };
