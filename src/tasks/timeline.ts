// The timeline of a race: creations, suspensions and accesses of both sides in the order they happened, and the edges
// between them that the engine had. Made for a race that is told, of what its accesses and tasks still know.
import type { TimelineEventFact, TimelineFact, TimelineWhy } from '../facts/types.ts';
import type { Access } from './store.ts';
import { awaitOf } from './awaits.ts';
import { find, type Task } from './task.ts';

/** An access, and whose side it is on: 0 is the side of the first one. */
export interface Side {
  readonly access: Access;
  readonly lane: 0 | 1;
}

interface Moment {
  readonly time: number;
  readonly event: TimelineEventFact;
}

/** @param sides - as in the fact's accesses */
export function makeTimeline(sides: readonly Side[]): TimelineFact {
  const moments: Moment[] = [];
  const links: { readonly from: Moment; readonly to: Moment; readonly why: TimelineWhy }[] = [];
  const shown = sides.map(({ access, lane }, index): Moment => {
    const event: TimelineEventFact = { what: 'access', lane, access: index, turn: access.turn };
    const moment: Moment = { time: access.time, event };
    moments.push(moment);
    return moment;
  });

  const roots = new Map<Task, Moment>();
  for (const { access, lane } of sides) {
    const task = find(access.task);
    if (roots.has(task) || isMain(task)) continue;
    const moment: Moment = { time: task.forkTime, event: created(task, lane) };
    roots.set(task, moment);
    moments.push(moment);
  }

  for (const lane of [0, 1] as const) {
    const own = sides
      .map((side, index) => ({ ...side, moment: shown[index]! }))
      .filter((side) => side.lane === lane)
      .sort((a, b) => a.access.time - b.access.time);
    for (let i = 1; i < own.length; i++) {
      const { access } = own[i - 1]!;
      const next = own[i]!;
      if (access.turn === next.access.turn) continue;
      const site = awaitOf(access.task, access.turn) || awaitOf(find(access.task), access.turn);
      const suspended: Moment = {
        time: Infinity, // The last thing of its turn.
        event: { what: 'suspended', lane, turn: access.turn, ...(site === 0 ? {} : { site }) },
      };
      moments.push(suspended);
      links.push({ from: suspended, to: next.moment, why: site === 0 ? 'callback' : 'await' });
    }
  }

  for (const [index, a] of sides.entries()) {
    for (const [other, b] of sides.entries()) {
      if (a.lane === b.lane || !knows(b.access, a.access)) continue;
      links.push({ from: shown[index]!, to: shown[other]!, why: 'known' });
    }
  }

  moments.sort((a, b) => a.event.turn! - b.event.turn! || a.time - b.time);
  for (const [task, moment] of roots) {
    const from = lastBefore(moments, moment, (creator) => forkTimeBy(task, creator), sides);
    if (from !== undefined) links.push({ from, to: moment, why: 'creation' });
  }
  return {
    events: moments.map(({ event }) => event),
    edges: links.map(({ from, to, why }) => [moments.indexOf(from), moments.indexOf(to), why]),
  };
}

/** The program itself, which nobody created. */
const isMain = (task: Task): boolean =>
  task.lineParent === null && task.creators === null && task.origin === null;

function created(task: Task, lane: 0 | 1): TimelineEventFact {
  const creator = task.lineParent === null ? null : find(task.lineParent);
  return {
    what: task.site === 0 ? 'registered' : 'created',
    lane,
    turn: task.forkTurn,
    ...(creator === null || isMain(creator)
      ? {}
      : creator.site !== 0
        ? { task: `#${creator.id}`, taskSite: creator.site }
        : { task: `${creator.what} #${creator.id}` }),
    ...(task.origin === null ? {} : { origin: task.origin }),
  };
}

/** Whether the clock of `later` says that `earlier` happened before it: the order itself, without what is only forgotten. */
function knows(later: Access, earlier: Access): boolean {
  return earlier.turn > later.clock.floor && later.clock.get(earlier.chain) >= earlier.turn;
}

/** When `creator` forked `task` or a creator of it; 0: it did not. */
function forkTimeBy(task: Task, creator: Task): number {
  for (let by = task.creators; by !== null; by = by.before) if (by.id === creator.id) return by.time;
  return 0;
}

/** The last event of another task of this timeline before that task forked the one of `moment`. */
function lastBefore(
  moments: readonly Moment[],
  moment: Moment,
  forkTime: (creator: Task) => number,
  sides: readonly Side[],
): Moment | undefined {
  let found: Moment | undefined;
  for (const { access } of sides) {
    const time = forkTime(find(access.task));
    if (time === 0) continue;
    for (const candidate of moments) {
      const index = candidate.event.access;
      if (candidate === moment || index === undefined || candidate.time > time) continue;
      if (find(sides[index]!.access.task) === find(access.task)) found = candidate;
    }
  }
  return found;
}
