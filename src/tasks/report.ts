// Turns a verdict into a race fact. Called last and rarely: the only place where stacks of the moment are taken.
import { emit } from '../facts/spool.ts';
import type { OpName } from '../../instrument/protocol.ts';
import type { AccessFact, RaceFact, RaceKind } from '../facts/types.ts';
import type { Verdict } from './rules/verdict.ts';
import { stackAt, takeStack } from './stacks.ts';
import { Shape } from './shapes.ts';
import { ABSENT, type Access, type Entry, type Interval, type StoreShadow, UNKNOWN } from './store.ts';
import { clockwork, find } from './task.ts';
import { makeTimeline, type Side } from './timeline.ts';

/** What the run says about values and keys in reports; set at start. */
export const printing: { values: 'shape' | 'full' | 'none'; redactKeys: boolean; thread: string } = {
  values: 'shape',
  redactKeys: false,
  thread: 'main',
};

/** A stack is taken only where two tasks met. */
const NO_STACK = 'no stack was taken: no other task had touched this yet';
const OTHER_STACK = 'the stack of a later or earlier access from this line: its own was not kept';
const OTHER_CALL = 'the stack of a later or earlier call of this function: its own was not kept';

/** After this many facts of one race only every power of two is emitted. */
const EACH = 8;
const LONGEST_KEY = 60;
const counts = new Map<string, { seen: number; told: number }>();

/**
 * Emits a lost update, clobbered write or stale iteration.
 * @param condition - it is none if the condition at this site sets no work of that kind going, which is not known yet; null: it is one
 */
export function reportRace(
  shadow: StoreShadow,
  entry: Entry,
  interval: Interval,
  write: Access,
  verdict: Verdict,
  condition: Condition | null = null,
): void {
  const first: Part = { role: 'first', access: interval.first, lane: 0 };
  const second: Part = { role: 'second', access: interval.second, lane: 0 };
  const conflicting: Part = { role: 'conflicting', access: write, lane: 1 };
  // A walk's first and later steps are one place: the other place comes next.
  const walk = interval.kind === 'stale-iteration';
  const parts = walk ? [first, conflicting, second] : [first, second, conflicting];
  report(shadow, entry, interval.kind, verdict, parts, condition);
}

/** Emits an order race: two writes, the earlier one first. */
export function reportInversion(
  shadow: StoreShadow,
  entry: Entry,
  earlier: Access,
  later: Access,
  verdict: Verdict,
): void {
  report(shadow, entry, 'order-race', verdict, [
    { role: 'first', access: earlier, lane: 0 },
    { role: 'second', access: later, lane: 1 },
  ]);
}

type Condition = NonNullable<RaceFact['condition']>;

/** An access of a race: what it is to it, and whose. */
interface Part extends Side {
  readonly role: AccessFact['role'];
}

function report(
  shadow: StoreShadow,
  entry: Entry,
  kind: RaceKind,
  verdict: Verdict,
  parts: readonly Part[],
  condition: Condition | null = null,
): void {
  // First of all: a race that is told already, of which there may be millions, must not cost a stack each time.
  let id = `${kind} ${verdict.certainty} ${verdict.severity}`;
  if (condition !== null) id += ` ${condition.site} ${condition.kind}`;
  for (const { access } of parts) id += ` ${access.site}`;
  for (const { access } of parts) id += ` ${access.task.test?.id ?? ''}`;
  const count = claim(id);
  if (count === 0) return;
  // The access that was made last is the one that showed the race.
  const { access: now } = parts.reduce((latest, part) =>
    part.access.time > latest.access.time ? part : latest,
  );
  const { test } = now.task;
  const isVariable = shadow.type === 'variable';
  const key =
    entry === shadow.whole || entry === shadow.places || isVariable ? undefined : printKey(entry.key);
  const fact: RaceFact = {
    fact: 'race',
    kind,
    certainty: verdict.certainty,
    severity: verdict.severity,
    store: {
      type: shadow.type,
      ...(isVariable ? { label: String(entry.key) } : {}),
      ...(key === undefined ? {} : { key }),
      ...(shadow.createdSite === 0 ? {} : { createdSite: shadow.createdSite }),
    },
    accesses: parts.map(({ role, access }) => accessFact(role, access)),
    timeline: makeTimeline(parts),
    count,
    ...(condition === null ? {} : { condition }),
    ...(test === null ? {} : { test }),
  };
  emit(fact);
}

/** How many occurrences the next fact of this race stands for; 0: none is due. */
function claim(id: string): number {
  let count = counts.get(id);
  if (count === undefined) counts.set(id, (count = { seen: 0, told: 0 }));
  const seen = ++count.seen;
  if (seen > EACH && (seen & (seen - 1)) !== 0) return 0;
  const due = seen - count.told;
  count.told = seen;
  return due;
}

/**
 * One side of a race, as it is spooled.
 * @param isNow - its code is on the stack
 */
export function accessFact(
  role: AccessFact['role'],
  access: Access,
  isNow: boolean = access.time === clockwork.time || access.turn === clockwork.turn,
): AccessFact {
  const task = find(access.task);
  const stack = isNow ? { text: takeStack(), exact: true } : stackAt(access.site, access.time);
  const creation = task.site === 0 ? undefined : stackAt(task.site, task.id);
  const value = printValue(access.value);
  return {
    role,
    op: access.op as OpName,
    site: access.site,
    thread: printing.thread,
    task: task.site !== 0 ? `#${task.id}` : `${task.what} #${task.id}`,
    ...(task.site === 0 ? {} : { taskSite: task.site }),
    ...(value === undefined ? {} : { value }),
    ...(stack === undefined ? { stackLost: NO_STACK } : { stack: stack.text }),
    ...(stack?.exact === false ? { stackLost: OTHER_STACK } : {}),
    ...(creation === undefined ? {} : { createdBy: creation.text }),
    ...(creation?.exact === false ? { createdLost: OTHER_CALL } : {}),
    ...(access.task.test === null ? {} : { test: access.task.test }),
    ...(access.task.ignored === 0 ? {} : { ignored: access.task.ignored }),
  };
}

/** A value as the report prints it, or undefined where nothing is known or nothing may be said. */
function printValue(value: unknown): string | undefined {
  if (value === UNKNOWN || printing.values === 'none') return undefined;
  if (value === ABSENT) return 'absent';
  if (value instanceof Shape) return value.text;
  if (typeof value === 'string')
    return printing.values === 'full' ? JSON.stringify(value) : `string(${value.length})`;
  if (typeof value === 'bigint') return `${value}n`;
  return typeof value === 'symbol' ? 'symbol' : String(value);
}

/** A key as the report prints it; `undefined` where it is an object. */
export function printKey(key: unknown): string | undefined {
  if (key === UNKNOWN) return undefined;
  if (typeof key === 'symbol') return String(key);
  if (typeof key === 'bigint') return `${key}n`;
  if (typeof key !== 'string') return String(key);
  if (printing.redactKeys) return `#${hash(key)}`;
  return JSON.stringify(key.length > LONGEST_KEY ? `${key.slice(0, LONGEST_KEY)}…` : key);
}

/** FNV-1a, 32 bits, in hexadecimal. */
export function hash(text: string): string {
  let h = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  return (h >>> 0).toString(16).padStart(8, '0');
}
