// Who had called whom when a turn set something going: a condition in a synchronous function that has returned by then, and whose
// answer nobody asked for, decides nothing of a callback's work (rules/deciding.ts). Nor does one that decides its branch alone
// where the function has come further, or where another call of it runs elsewhere.
//
// A stack costs microseconds, so none is taken before a condition is known to matter: the first time a rule comes to one in an
// operation across a callback it is watched, and from then on the forks of the turns in which it is read are looked at,
// MAX_SAMPLES of them. If it decided none of a kind (timers, promise reactions …), it is taken to set none of that kind going
// ever. Otherwise nothing is known of forks that were not looked at, which changes no verdict.
import { emit } from '../facts/spool.ts';
import { type Frame, takeFrames } from '../facts/raw-stack.ts';
import { linesDecided } from './lexical.ts';
import { clockwork } from './task.ts';

/** Forks that are looked at for one condition. */
const MAX_SAMPLES = 256;
/** Forks of a kind, none of them the condition's, that are enough to tell of a race that it is none. */
const ENOUGH = 4;
/** Conditions that are watched at a time. */
const MAX_WATCHED = 256;
/** Forks that are remembered, the latest. */
const MAX_FORKS = 4096;
/** Frames of a stack; of a deeper one nothing is known. */
const FRAMES = 100;

interface Condition {
  /** The function it stands in, as frames name it; '' while that is not known. */
  frame: string;
  /** The lines, from where it is read, up to which it decides what is called. */
  from: number;
  to: number;
  /** Forks that may still be looked at. */
  left: number;
  /** Some fork was made where it decides that, or may have been. */
  forks: boolean;
  /** By kind: how many forks were looked at, up to ENOUGH, and then or where it decided one what it is taken for. */
  readonly kinds: Map<string, number | boolean>;
}

const watched = new Map<number, Condition>();
/** The watched conditions that the running turn read. */
let read: number[] = [];
/** By the time of a fork: the conditions that its turn had read in functions that had returned. */
const forks = new Map<number, readonly number[]>();

/** A condition at `site` is a part of an operation across a callback: from now on it is watched. */
export function watchCondition(site: number): void {
  if (!watched.has(site) && watched.size < MAX_WATCHED)
    watched.set(site, { frame: '', from: 0, to: 0, left: MAX_SAMPLES, forks: false, kinds: new Map() });
}

/** A condition reads at `site`. */
export function noteCondition(site: number): void {
  if (watched.size === 0) return;
  const condition = watched.get(site);
  if (condition === undefined || condition.left === 0) return;
  if (condition.frame === '') {
    const [frame] = takeFrames(FRAMES);
    // A function without a name cannot be told from others.
    if (frame === undefined || frame.name.endsWith('\n')) {
      condition.left = 0;
      condition.forks = true;
      emit({ fact: 'condition', site, sets: true });
      return;
    }
    condition.frame = frame.name;
    condition.from = frame.line;
    condition.to = frame.line + linesDecided(site);
  }
  if (clockwork.conditionTurn !== clockwork.turn) {
    clockwork.conditionTurn = clockwork.turn;
    read = [];
  }
  if (!read.includes(site)) read[read.length] = site;
}

/** What the work of an async function is called. */
export const CALLED = 'async function';

/**
 * The running turn, which read a watched condition, forks at `time`.
 * @param kind - what is forked, in words
 */
export function noteFork(time: number, kind: string): void {
  const frames = takeFrames(FRAMES);
  const returned: number[] = [];
  let looked = false;
  for (const site of read) {
    const condition = watched.get(site);
    if (condition === undefined || condition.left === 0) continue;
    condition.left--;
    looked = true;
    if (frames.length < FRAMES && !frames.some((call) => isDecided(call, condition))) {
      returned[returned.length] = site;
      noteOther(site, condition, kind);
    } else if (condition.kinds.get(kind) !== true) {
      condition.forks = true;
      condition.kinds.set(kind, true);
      emit({ fact: 'condition', site, sets: true, kind });
    }
  }
  if (!looked) clockwork.conditionTurn = 0;
  if (returned.length === 0) return;
  forks.set(time, returned);
  if (forks.size <= MAX_FORKS) return;
  for (const oldest of forks.keys()) {
    forks.delete(oldest);
    break;
  }
}

/** Whether the condition decides what a call on the stack has come to. */
function isDecided({ name, line }: Frame, { frame, from, to }: Condition): boolean {
  return name === frame && line >= from && line <= to;
}

/** A fork of that kind was none of the condition's. */
function noteOther(site: number, { kinds, forks, left }: Condition, kind: string): void {
  if (!forks && MAX_SAMPLES - left === ENOUGH) emit({ fact: 'condition', site, sets: false });
  const known = kinds.get(kind) ?? 0;
  if (typeof known === 'boolean') return;
  const enough = known + 1 === ENOUGH;
  kinds.set(kind, enough ? false : known + 1);
  if (enough) emit({ fact: 'condition', site, sets: false, kind });
}

/** Whether the condition at `site` is known not to have decided the fork at `time`. */
export function hadReturned(site: number, time: number): boolean {
  if (forks.get(time)?.includes(site) === true) return true;
  const condition = watched.get(site);
  return condition !== undefined && condition.left === 0 && !condition.forks;
}

/** Whether the condition at `site` sets work of that kind going; null: too few forks were looked at so far. */
export function setsGoingAtAll(site: number, kind: string): boolean | null {
  const condition = watched.get(site);
  if (condition === undefined) return true;
  const known = condition.kinds.get(kind);
  if (typeof known === 'boolean') return known;
  if (condition.forks) return kind === '' || condition.left === 0 ? true : null;
  return MAX_SAMPLES - condition.left >= ENOUGH ? false : null;
}
