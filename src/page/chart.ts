// From a race to the rows of its timeline: what stands in which row of which lane, and the arrows between. Only what the
// engine knew is drawn; a report without a timeline (an older one) shows its accesses alone.
import { actor, inOrder, sidesOf } from '../formats/words.ts';
import type { Access, Race, Timeline, TimelineEdge, TimelineEvent } from '../report/model.ts';
import { missingEdge } from './missing.ts';

export interface Item {
  readonly lane: 0 | 1;
  readonly what: TimelineEvent['what'] | 'ghost';
  readonly access?: Access;
  /** Turns are numbered from 1 in the order of the picture. */
  readonly turn?: number;
  /** What it is, in a few words. */
  readonly head: string;
  /** The expression, cut to the width of a lane. */
  readonly code: string;
  readonly place: string;
}

export interface Arrow {
  /** Indexes of items. */
  readonly from: number;
  readonly to: number;
  readonly why: TimelineEdge['why'] | 'missing';
}

export interface Chart {
  readonly lanes: readonly [string, string];
  readonly items: readonly Item[];
  readonly arrows: readonly Arrow[];
}

/** The timeline of a race as rows. */
export function chartOf(race: Race): Chart {
  const timeline = race.timeline ?? accessesAlone(race);
  const turns = new Map<number, number>();
  for (const { turn } of timeline.events)
    if (turn !== undefined && !turns.has(turn)) turns.set(turn, turns.size + 1);
  const items = timeline.events.map((event) => itemOf(event, race, turns));
  const arrows: Arrow[] = timeline.edges.map((edge) => ({ ...edge }));
  const missing = missingEdge(race);
  if (missing !== undefined) {
    const row = (access: number): number =>
      timeline.events.findIndex((event) => event.what === 'access' && event.access === access);
    const from = row(missing.from);
    const to = row(missing.to);
    if (from >= 0 && to >= 0) {
      const ghost = ghostRow(race, timeline, from, to);
      if (ghost === undefined) arrows.push({ from, to, why: 'missing' });
      else return withGhost(race, items, arrows, from, ghost, to);
    }
  }
  return { lanes: lanesOf(race), items, arrows };
}

// A predicted race: the write that came at another time is shown where this run's order would have let it come, too.
function ghostRow(race: Race, { events }: Timeline, from: number, to: number): number | undefined {
  const interval = race.accesses.findIndex((access) => access.role === 'first');
  const first = events.findIndex((event) => event.access === interval);
  if (race.certainty === 'observed' || race.accesses.every((access) => access.role !== 'conflicting'))
    return undefined;
  if (from > first && from < to) return undefined;
  return to;
}

function withGhost(
  race: Race,
  items: Item[],
  arrows: readonly Arrow[],
  from: number,
  row: number,
  to: number,
): Chart {
  const moved = (index: number): number => (index >= row ? index + 1 : index);
  const { access, code, place, lane } = items[from]!;
  const ghost: Item = {
    lane,
    what: 'ghost',
    ...(access === undefined ? {} : { access }),
    head: 'could as well come here',
    code,
    place,
  };
  return {
    lanes: lanesOf(race),
    items: [...items.slice(0, row), ghost, ...items.slice(row)],
    arrows: [
      ...arrows.map((arrow) => ({ ...arrow, from: moved(arrow.from), to: moved(arrow.to) })),
      { from: row, to: moved(to), why: 'missing' },
    ],
  };
}

function lanesOf(race: Race): [string, string] {
  const { left, right } = sidesOf(race);
  const name = (access: Access | undefined): string =>
    access?.task === undefined || access.thread === 'main'
      ? actor(access)
      : `${actor(access)} (${access.thread})`;
  return [name(left), name(right)];
}

function accessesAlone(race: Race): Timeline {
  const { right } = sidesOf(race);
  return {
    events: inOrder(race).map((access) => ({
      what: 'access',
      lane: access === right || actor(access) === actor(right) ? 1 : 0,
      access: race.accesses.indexOf(access),
    })),
    edges: [],
  };
}

const VERBS: Readonly<Record<string, string>> = {
  read: 'reads',
  write: 'writes',
  update: 'updates',
  delete: 'deletes',
  iterate: 'walks',
};

function itemOf(event: TimelineEvent, race: Race, turns: ReadonlyMap<number, number>): Item {
  const turn = event.turn === undefined ? {} : { turn: turns.get(event.turn)! };
  const access = event.access === undefined ? undefined : race.accesses[event.access];
  if (event.what === 'access' && access !== undefined) {
    const verb = `${VERBS[access.op] ?? access.op}${access.atomic === true ? ' (Atomics)' : ''}`;
    return {
      lane: event.lane,
      what: 'access',
      access,
      ...turn,
      head: access.value === undefined ? verb : `${verb} ${access.value}`,
      code: access.code === '' ? '' : access.code,
      place: shortPlace(access),
    };
  }
  return {
    lane: event.lane,
    what: event.what,
    ...turn,
    head: headOf(event, race),
    code: event.origin === undefined ? (event.code ?? '') : `for messages of ${event.origin}`,
    place: event.place === undefined ? '' : shortPlace(event.place),
  };
}

function headOf({ what, by, origin, lane, code }: TimelineEvent, race: Race): string {
  const task = race.accesses.some((access) => access.task !== undefined);
  switch (what) {
    case 'created':
      return by === undefined ? `${task ? 'task' : 'thread'} starts` : `starts, called by ${by}`;
    case 'registered':
      return origin === undefined
        ? `callback is registered${by === undefined ? '' : `, by ${by}`}`
        : 'listener is registered';
    case 'suspended':
      return code === undefined ? 'is suspended until its callback' : 'is suspended at';
    case 'released':
      return 'released what it had done';
    case 'acquired':
      return `learnt of ${lanesOf(race)[1 - lane]!} up to there`;
    case 'access':
      return 'access';
  }
}

const shortPlace = ({ file, line }: { readonly file: string; readonly line: number }): string =>
  `${file.slice(file.lastIndexOf('/') + 1)}:${line}`;

const NAMES: Readonly<Record<Arrow['why'], string>> = {
  await: 'await',
  callback: 'callback',
  creation: 'creation',
  known: 'order known',
  start: 'thread start',
  message: 'message',
  atomics: 'Atomics',
  wake: 'Atomics.notify',
  lock: 'lock',
  exit: 'thread exit',
  missing: 'no order',
};

/** What an arrow is called in the picture. */
export const nameOf = (arrow: Arrow): string => NAMES[arrow.why];

/** An arrow in words. */
export function describe(arrow: Arrow, { items, lanes }: Chart): string {
  const [from, to] = [items[arrow.from]!, items[arrow.to]!];
  const [x, y] = [lanes[from.lane], lanes[to.lane]];
  switch (arrow.why) {
    case 'await':
      return `${x} suspends at ${from.place} and goes on later: between the two, others run.`;
    case 'callback':
      return `${x} goes on in a callback: between the two, others run.`;
    case 'creation':
      return `${x} created ${y} after its access in ${from.place}.`;
    case 'known':
      return `What ${x} did in ${from.place} comes before what ${y} does in ${to.place}: promises, messages or creations lead from one to the other.`;
    case 'missing':
      return '';
    case 'start':
      return `${y} was started after ${x} had released this: what ${x} did until then comes before all of ${y}.`;
    case 'message':
    case 'atomics':
    case 'wake':
    case 'lock':
    case 'exit':
      return `Through ${BY[arrow.why]}${to.place === '' ? '' : ` at ${to.place}`}, ${y} knows what ${x} had done until that release, and nothing later.`;
  }
}

const BY: Readonly<Record<'message' | 'atomics' | 'wake' | 'lock' | 'exit', string>> = {
  message: 'a message',
  atomics: 'an Atomics operation',
  wake: 'Atomics.notify',
  lock: 'a lock',
  exit: 'the end of a thread',
};
