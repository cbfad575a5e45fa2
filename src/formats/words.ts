// The sentences of a report, by kind: what happened, what was lost, what is missing. Facts, not blame.
import type { RaceKind } from '../facts/types.ts';
import type { Access, Race, Store } from '../report/model.ts';

/** Who made an access, as printed: its task, else its thread. */
export function actor(access: Access | undefined): string {
  if (access === undefined) return 'another task';
  return access.task === undefined || access.task === '' ? access.thread : access.task;
}

interface Sides {
  readonly race: Race;
  /** The side that was interrupted, or the later access. */
  readonly x: string;
  /** The side that came between, or the previous access. */
  readonly y: string;
  readonly observed: boolean;
}

interface Words {
  readonly happened: (sides: Sides) => string;
  readonly lost: (sides: Sides) => string;
  readonly missing: (sides: Sides) => string;
}

const came = (sides: Sides): string => (sides.observed ? 'wrote' : 'can write');

const WORDS: { readonly [K in RaceKind]: Words } = {
  'data-race': {
    happened: ({ x, y }) =>
      `${x} and ${y} touched the same bytes; at least one wrote, at least one without Atomics.`,
    lost: () => 'reads may be stale or torn; of two writes one may vanish',
    missing: ({ x, y }) => `a message, lock or Atomics operation from ${y} to ${x}`,
  },
  'lost-update': {
    happened: (sides) =>
      `${sides.x} read, suspended, and wrote on the stale read; ${sides.y} ${came(sides)} in between.`,
    lost: ({ race, y, observed }) =>
      `${observed ? '' : 'in that order, '}the write of ${y}${valueOf(race, 'conflicting')}`,
    missing: ({ x }) => `a second look by ${x} after its await, before it writes`,
  },
  'clobbered-write': {
    happened: (sides) =>
      `${sides.x} wrote, suspended, and read; ${sides.y}, in the same code, ${came(sides)} in between.`,
    lost: ({ race, x, observed }) =>
      `${observed ? '' : 'in that order, '}the value of ${x}${valueOf(race, 'first')}`,
    missing: ({ x }) => `a place of its own for the value of ${x}`,
  },
  'stale-iteration': {
    happened: (sides) =>
      `${sides.x} walked it with a suspension inside; ${sides.y} ${sides.observed ? 'changed' : 'can change'} it meanwhile.`,
    lost: () => 'entries are skipped, or visited though they came later',
    missing: ({ y }) => `a copy to walk over, or a wait until ${y} is done`,
  },
  'order-race': {
    happened: ({ x, y }) => `${x} and ${y} stored different values; nothing says which comes last.`,
    lost: () => 'whichever value was stored first',
    missing: ({ x, y }) => `an order between ${y} and ${x}`,
  },
  'diverged-copy': {
    happened: ({ x, y }) => `It was cloned to another thread; ${x} and ${y} then changed a copy each.`,
    lost: () => 'each side misses what the other one stored',
    missing: () => 'one owner that the other side asks by messages',
  },
};

function valueOf(race: Race, role: Access['role']): string {
  const value = race.accesses.find((access) => access.role === role)?.value;
  return value === undefined ? '' : `: ${value}`;
}

/** The accesses in the order they happened, or would have to. */
export function inOrder(race: Race): Access[] {
  const of = (role: Access['role']): Access[] => race.accesses.filter((access) => access.role === role);
  if (race.kind === 'data-race' || race.kind === 'diverged-copy') return [...race.accesses].reverse();
  return [...of('first'), ...of('conflicting'), ...of('second')];
}

/** The two sides: who was interrupted (left), who came between (right). */
export function sidesOf(race: Race): { left: Access | undefined; right: Access | undefined } {
  if (race.kind === 'data-race' || race.kind === 'diverged-copy') {
    return { left: race.accesses[0], right: race.accesses[1] };
  }
  const left = race.accesses.find((access) => access.role === 'first') ?? race.accesses[0];
  const right =
    race.accesses.find((access) => access.role === 'conflicting') ??
    race.accesses.find((access) => access !== left);
  return { left, right };
}

/** The three sentences of a race. */
export function wordsOf(race: Race): { happened: string; lost: string; missing: string } {
  const { left, right } = sidesOf(race);
  const sides = { race, x: actor(left), y: actor(right), observed: race.certainty === 'observed' };
  const words = WORDS[race.kind];
  return { happened: words.happened(sides), lost: words.lost(sides), missing: words.missing(sides) };
}

/** `Map sessions["u1"]`, `object this.#loads`; without a key `Map sessions`. */
export function storeName({ type, label, key }: Store): string {
  return `${type}${label === '' ? '' : ` ${label}`}${key === undefined ? '' : keyName(type, key)}`;
}

function keyName(type: string, key: string): string {
  if (key.startsWith('bytes ')) return ` ${key}`;
  const isPrivate = type === 'object' && /^"#[\w$]+"$/.test(key);
  return isPrivate ? `.${key.slice(1, -1)}` : `[${key}]`;
}

export function times(count: number): string {
  return count === 1 ? 'once' : count === 2 ? 'twice' : `${count} times`;
}
