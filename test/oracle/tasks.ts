// The definitions of design.md section 1, written plainly over the log of one run: full knowledge of what every turn
// follows, all pairs of accesses, no windows, no rings.
//
// An operation X is a line: an invocation with the callees it directly awaited (one root), with what its creators did
// before it: a one-shot callback continues all that its creator had done, an unawaited call what its caller had done in
// that very turn.
//
// Where the definitions leave a choice, `may` allows both answers and `must` demands neither.
import { isDoubtful, speaksAgainst, speaksAgainstPrediction } from './conditions.ts';
import { createdBy, type Group, groupsOf, happensBefore, inLine, orderOf, type Run } from './order.ts';
import type { LogEvent } from '../property/tasks-program.ts';

export type Access = Extract<LogEvent, { e: 'access' }>;
export type Kind = 'lost-update' | 'clobbered-write' | 'order-race';

/** A race by its sites in the order first, second, conflicting (order-race: earlier, later). */
export interface Triple {
  readonly kind: Kind;
  readonly sites: readonly number[];
  /** Whether it may be said to have happened in this run. */
  readonly observed: boolean;
}
/** A place by its first and second site; any of the alternatives will do. */
export interface Place {
  readonly kind: Kind;
  readonly first: readonly number[];
  readonly second: readonly number[];
}
/** What the text says of two sites. */
export interface Reach {
  /** Whether a value read at the first can be what the second one writes in a later turn. */
  reaches(a: number, b: number): boolean;
  /** Whether both lie in one function that cannot be suspended. */
  inOneSynchronousFunction(a: number, b: number): boolean;
}
export interface Judgement {
  /** What may be reported. */
  readonly may: readonly Triple[];
  /** What has to be. */
  readonly must: readonly Place[];
}

export function judge(log: readonly LogEvent[], reach: Reach): Judgement {
  const run = orderOf(log);
  const groups = groupsOf(log, run);
  const may: Triple[] = [];
  const must: Place[] = [];
  for (const key of new Set(groups.map((group) => group.key))) {
    const here = groups.filter((group) => group.key === key);
    const writes = here.filter((group) => group.what === 'write');
    const operations = writes.flatMap((write) => operationsOf(write, here, run, reach));
    const isStale = (root: number): boolean => operations.some((op) => op.write.root === root);
    for (const { read, write, isOpen } of operations) {
      for (const other of writes) {
        if (!fallsBetween(read, write, other, run) || isRegistrars(other, write, run)) continue;
        // After W, what V found was X's own value; where it falls between, it finds what X read, or what was written since.
        const changed = other.value !== other.before;
        const wouldChange = other.time > write.time ? other.value !== read.value : changed;
        // The engine cannot know the value that `x++` leaves.
        if (!changed && !wouldChange && other.isKnown) continue;
        // Y may have been created between two reads of one turn.
        const isOlder = !createdSince(read.time, read, write, other, run);
        let demanded =
          isOlder &&
          changed &&
          wouldChange &&
          leftOther(other, here) &&
          !isOpen &&
          !isForgotten(read, write, here) &&
          !decidedOtherwise(read, write, other, here, run) &&
          !speaksAgainst(
            read,
            write,
            other,
            groups,
            reach,
            other.time < read.time || other.time > write.time,
          );
        if (other.value === write.value) {
          // Both stored the same: work done twice, if both checks were stale; single flight, if they awaited one promise.
          const isKnown = other.isKnown && write.isKnown;
          if (isKnown && !isStale(other.root)) continue;
          demanded &&=
            isKnown &&
            !sharedPromise(other.root, write.root, run) &&
            operations.some((op) => op.write === other && !op.isOpen);
        }
        add(may, must, 'lost-update', read, write, other, demanded, here);
      }
    }
    for (const read of here.filter((group) => group.what === 'read')) {
      const own = ownWrite(read, here, run, reach);
      if (own === null) continue;
      // What X overwrites in the same turn it has read to write, not to use.
      if (writes.some((write) => write.root === read.root && write.turn === read.turn)) continue;
      for (const other of writes) {
        if (!other.sites.some((site) => own.sites.includes(site))) continue;
        if (
          other.value === own.value &&
          own.sites.at(-1) === other.sites.at(-1) &&
          own.isKnown &&
          every(own, read, (a, b) => uses(own.root === read.root, a, b, reach)) &&
          other.isKnown
        )
          continue;
        if (!fallsBetween(own, read, other, run)) continue;
        const demanded =
          own.sites.at(-1) === other.sites.at(-1) &&
          // What one turn writes at two places is the state of a machine, not a value of the task's own.
          own.sites[0] === own.sites.at(-1) &&
          own.isKnown &&
          every(own, read, (a, b) => uses(own.root === read.root, a, b, reach)) &&
          other.isKnown &&
          !createdSince(beginOf(own, log, run), own, read, other, run) &&
          !isDecided(own, here) &&
          !isForgotten(own, read, here) &&
          (fellBetween(own, read, other) || !speaksAgainstPrediction(own, read, other, groups)) &&
          // Who leaves the use of its value to a callback of the other has published it.
          (own.root === read.root || here.some((later) => isUse(later, other, here, run)));
        add(may, must, 'clobbered-write', own, read, other, demanded, here);
      }
    }
    for (const later of writes)
      for (const earlier of writes)
        if (inverted(earlier, later, run)) combine(may, 'order-race', [earlier.sites, later.sites], true);
  }
  return { may, must };
}

// ---- rules ----

/** Whether X had looked at what was there in that turn, itself or in a condition: it may take the key for everybody's. */
function isDecided(own: Group, here: readonly Group[]): boolean {
  return here.some(
    (g) => g.what !== 'write' && g.root === own.root && g.turn === own.turn && g.time < own.time,
  );
}

/** Accesses of one key that the engine remembers (src/tasks/store.ts). */
const REMEMBERED = { reads: 32, writes: 24 };

/** Whether so many accesses of its kind came between the first and the second one of X that the engine need not know it any more. */
function isForgotten(first: Group, second: Group, here: readonly Group[]): boolean {
  const isWrite = first.what === 'write';
  const since = here.filter(
    (g) => (g.what === 'write') === isWrite && g.time > first.time && g.time < second.time,
  );
  return isWrite
    ? since.length >= REMEMBERED.writes
    : since.reduce((sum, { sites }) => sum + sites.length, 0) >= REMEMBERED.reads;
}

function createdSince(time: number, first: Group, second: Group, write: Group, run: Run): boolean {
  return createdBy(write.task, first.root, time, run) || createdBy(write.task, second.root, time, run);
}

/** The first event of an access's turn. */
function beginOf(group: Group, log: readonly LogEvent[], run: Run): number {
  return log.findIndex((_, i) => run.turns[i] === group.turn);
}

/** "Can fall between": R = first, W = second, V = write. */
function fallsBetween(first: Group, second: Group, write: Group, run: Run): boolean {
  if (write.root === first.root || write.root === second.root) return false;
  if (createdSince(first.last, first, second, write, run)) return false;
  // In the very turn of R, after it: nobody can have told X.
  if (write.turn === first.turn) return write.last > first.time;
  if (happensBefore(write, first, run)) return false;
  return !happensBefore(write, second, run) && !happensBefore(second, write, run);
}

/** Whether W is made in a reaction that V's task registered in the turn of V: its own text, whose operation it continues. */
function isRegistrars(write: Group, { task, root }: Group, run: Run): boolean {
  for (let at = task; at >= 0 && at !== root;) {
    const { kind, parent, forkedAt } = run.tasks.get(at)!;
    if (kind === 'callback') return run.rootOf(parent) === write.root && run.turns[forkedAt] === write.turn;
    at = parent;
  }
  return false;
}

/** Whether V fell between in this very run. */
function fellBetween(first: Group, second: Group, write: Group): boolean {
  return first.time < write.last && write.time < second.time;
}

interface Operation {
  readonly write: Group;
  readonly read: Group;
  /** Whether the engine may take another read for the first. */
  readonly isOpen: boolean;
}

/** The operation that `write` ends; with the others it may be taken for, where the engine has kept a later read only. */
function operationsOf(write: Group, here: readonly Group[], run: Run, reach: Reach): Operation[] {
  const line = here.filter((group) => group.time < write.time && inLine(group, write.task, run));
  const read = readBehind(write, line, here, reach);
  if (read === undefined || read.turn === write.turn) return [];
  // A write of X's own after the read starts the operation anew.
  const renewed =
    line.some((g) => g.what === 'write' && g.last >= read.last && g.turn !== write.turn) ||
    // `timer = setTimeout(f)`: the reader's own write comes after the registration of the callback that writes now.
    here.some(
      (g) =>
        g.what === 'write' &&
        g.root === read.root &&
        g.turn === read.turn &&
        g.last >= read.last &&
        g.time < write.time,
    );
  const isOpen =
    isSuperseded(read, write, here) ||
    isDoubtful(read, write, here, reach) ||
    !every(read, write, (a, b) => decides(read, a, write, b, reach));
  const begins = renewed ? readAnew(read, write, line, reach) : read;
  const own: Operation[] = begins === undefined ? [] : [{ write, read: begins, isOpen: isOpen || renewed }];
  if (!isOpen) return own;
  const others = operationsOf(
    write,
    here.filter((group) => group !== read),
    run,
    reach,
  );
  return [...own, ...others.map((other) => ({ ...other, isOpen: true }))];
}

/** What X read behind its own last write, in the turn of that: a new beginning, also where a condition had looked before. */
function readAnew(guard: Group, write: Group, line: readonly Group[], reach: Reach): Group | undefined {
  const own = line.findLast((g) => g.what === 'write' && g.turn !== write.turn);
  if (own === undefined || guard.what !== 'guard' || own.last < guard.last || !write.plain) return undefined;
  return line.findLast(
    (g) =>
      g.what === 'read' &&
      g.root === own.root &&
      g.turn === own.turn &&
      g.last > own.last &&
      some(g, write, (a, b) => decides(g, a, write, b, reach)),
  );
}

/** The read that `write` relies on: X's last guarding one, else its last one. */
function readBehind(
  write: Group,
  line: readonly Group[],
  here: readonly Group[],
  reach: Reach,
): Group | undefined {
  const reads = [...line];
  // An update's own read counts as a plain read of this turn.
  if (!write.plain)
    reads.push(...here.filter((g) => g.root === write.root && g.turn === write.turn && g.time <= write.time));
  // Across callbacks and calls a value must be captured to be used; only a condition also decides what is called.
  const counts = (group: Group): boolean =>
    group.turn === write.turn || some(group, write, (a, b) => decides(group, a, write, b, reach));
  const guard = line.findLast((group) => group.what === 'guard' && counts(group));
  return guard ?? reads.findLast((group) => group.what === 'read' && counts(group));
}

/**
 * Whether X wrote between two reads of one turn, or the task that read before it registered or called the writing one
 * read again since: the engine keeps one read of a turn, and the last turn's.
 */
function isSuperseded(read: Group, write: Group, here: readonly Group[]): boolean {
  if (
    here.some(
      (g) =>
        g.what === 'write' &&
        g.root === read.root &&
        g.turn === read.turn &&
        g.last >= read.time &&
        g.last < read.last,
    )
  )
    return true;
  if (read.root === write.root) return false;
  if (read.sites.length > 1) return true;
  return here.some(
    (g) => g.what !== 'write' && g.root === read.root && g.time > read.time && g.time < write.time,
  );
}

/**
 * Whether a condition that was met would have turned out otherwise had the write fallen between: X's guard saw what the
 * write had made, or a guard of the writer's what X had made. Then nothing need be predicted.
 */
function decidedOtherwise(
  first: Group,
  second: Group,
  write: Group,
  here: readonly Group[],
  run: Run,
): boolean {
  const flips = (group: Group): boolean => {
    const { before, value } = wholeTurn(group, here);
    return Boolean(group.before) !== Boolean(group.value) || Boolean(before) !== Boolean(value);
  };
  if (write.turn === first.turn) return false;
  if (write.time < first.time) return first.what === 'guard' && (flips(write) || isCounted(write, here));
  if (write.time < second.time) return false;
  if (!flips(second)) return false;
  return here.some(
    (g) => g.what === 'guard' && g.time > second.time && g.time < write.time && inLine(g, write.task, run),
  );
}

/** Whether what `write` overwrote had been left by `x++`: the engine does not know that value. */
function isCounted(write: Group, here: readonly Group[]): boolean {
  const earlier = here.findLast((g) => g.what === 'write' && g.last < write.time);
  return earlier !== undefined && !earlier.isKnown;
}

/** Whether the sites of two groups are so, for one of them or for every one. */
function some(a: Group, b: Group, holds: (a: number, b: number) => boolean): boolean {
  return a.sites.some((site) => b.sites.some((other) => holds(site, other)));
}
function every(a: Group, b: Group, holds: (a: number, b: number) => boolean): boolean {
  return a.sites.every((site) => b.sites.every((other) => holds(site, other)));
}

/**
 * Whether a read of an earlier turn can decide what is written: its value gets there, or it was a condition, which decides
 * what is called, too; but what is made of the value there is now (`x++`), only a condition around it decides.
 */
function decides(read: Group, site: number, write: Group, at: number, reach: Reach): boolean {
  if (reach.reaches(site, at)) return true;
  return read.what === 'guard' && write.plain && !reach.inOneSynchronousFunction(site, at);
}

/** Whether what was written at one site can be what is read at the other as one's own. */
function uses(isOneTask: boolean, write: number, read: number, reach: Reach): boolean {
  return reach.reaches(write, read) || (isOneTask && !reach.inOneSynchronousFunction(write, read));
}

/** X's own last write before `read`, if it was made in an earlier turn and X takes it for its own. */
function ownWrite(read: Group, here: readonly Group[], run: Run, reach: Reach): Group | null {
  const own = here
    .filter((g) => g.what === 'write' && g.time < read.time && inLine(g, read.task, run))
    .at(-1);
  if (own === undefined || own.turn === read.turn || !own.plain) return null;
  // A value made in one turn from the one before (`m.set(k, m.get(k) + 1)`) is no value of X's own.
  if (here.some((g) => g.what === 'read' && g.turn === own.turn && g.time < own.time && g.task === own.task))
    return null;
  if (!some(own, read, (a, b) => uses(own.root === read.root, a, b, reach))) return null;
  return own;
}

/** Whether `read` is a later use of what `write` stored: the last write of the operation that the reader carries on. */
function isUse(read: Group, write: Group, here: readonly Group[], run: Run): boolean {
  if (read.what !== 'read' || read.turn === write.turn) return false;
  const line = here.filter((g) => g.what === 'write' && g.time < read.time && inLine(g, read.task, run));
  return line.at(-1) === write;
}

/** Two calls of one function write from one site after a suspension; the call that began first finishes last. */
function inverted(earlier: Group, later: Group, run: Run): boolean {
  if (earlier.root === later.root || earlier.time > later.time || earlier.value === later.value) return false;
  if (!earlier.sites.some((site) => later.sites.includes(site)) || happensBefore(earlier, later, run))
    return false;
  const a = run.tasks.get(earlier.root)!;
  const b = run.tasks.get(later.root)!;
  return (
    a.f >= 0 &&
    a.f === b.f &&
    b.forkedAt < a.forkedAt &&
    run.turns[a.forkedAt] !== earlier.turn &&
    run.turns[b.forkedAt] !== later.turn
  );
}

function sharedPromise(a: number, b: number, run: Run): boolean {
  const other = run.awaited.get(b);
  return other !== undefined && [...(run.awaited.get(a) ?? [])].some((promise) => other.has(promise));
}

// ---- results ----

function add(
  may: Triple[],
  must: Place[],
  kind: Kind,
  first: Group,
  second: Group,
  other: Group,
  demanded: boolean,
  here: readonly Group[],
): void {
  combine(
    may,
    kind,
    [first.sites, second.sites, ofTurn(other, here)],
    !demanded || fellBetween(first, second, other),
  );
  if (demanded) must.push({ kind, first: first.sites, second: ofTurn(second, here) });
}

/** A turn is atomic: what there was before a task's writes of one turn, and what they left. */
function wholeTurn(write: Group, here: readonly Group[]): { before: number | null; value: number | null } {
  const all = here.filter((g) => g.what === 'write' && g.root === write.root && g.turn === write.turn);
  return { before: all[0]!.before, value: all.at(-1)!.value };
}

/** Whether the turn of a write left another value than it found. */
function leftOther(write: Group, here: readonly Group[]): boolean {
  const { before, value } = wholeTurn(write, here);
  return before !== value;
}

/** Where a task's writes of one turn stand: a turn is atomic, so what it leaves is one write, told by any of them. */
function ofTurn(write: Group, here: readonly Group[]): readonly number[] {
  if (write.what !== 'write') return write.sites;
  return here
    .filter((g) => g.what === 'write' && g.root === write.root && g.turn === write.turn)
    .flatMap(({ sites }) => sites);
}

function combine(
  may: Triple[],
  kind: Kind,
  alternatives: readonly (readonly number[])[],
  observed: boolean,
): void {
  let all: number[][] = [[]];
  for (const sites of alternatives) all = all.flatMap((head) => sites.map((site) => [...head, site]));
  for (const sites of all) may.push({ kind, sites, observed });
}

/** How what was reported differs from the judgement, in words; empty where it does not. */
export function compare(
  judgement: Judgement,
  races: readonly { kind: string; certainty: string; sites: readonly number[] }[],
): string[] {
  const wrong: string[] = [];
  for (const race of races) {
    const text = `${race.certainty} ${race.kind} at ${race.sites.join(', ')}`;
    const allowed = judgement.may.filter(
      (triple) => triple.kind === race.kind && String(triple.sites) === String(race.sites),
    );
    if (allowed.length === 0) wrong.push(`false alarm: ${text}`);
    else if (race.certainty === 'observed' && !allowed.some((triple) => triple.observed))
      wrong.push(`not observed: ${text}`);
  }
  for (const place of judgement.must) {
    const found = races.some(
      ({ kind, sites }) =>
        kind === place.kind && place.first.includes(sites[0]!) && place.second.includes(sites[1]!),
    );
    if (!found) wrong.push(`missed: ${place.kind} at ${place.first.join('/')}, ${place.second.join('/')}`);
  }
  return wrong;
}
