// Who had called whom when a turn set something going: a condition in a synchronous function that has returned by then, and whose
// answer nobody asked for, decides nothing of a callback's work (rules/lost-update.ts).
//
// A stack costs microseconds, so none is taken before a condition is known to matter: the first time a rule comes to one in an
// operation across a callback it is watched, and from then on the forks of the turns in which it is read are looked at,
// MAX_SAMPLES of them. If its function had returned before each of these, it is taken to set nothing going ever. Otherwise
// nothing is known of forks that were not looked at, which changes no verdict.
import { emit } from '../facts/spool.ts';
import { takeFrames } from '../facts/raw-stack.ts';
import { clockwork } from './task.ts';

/** Forks that are looked at for one condition. */
const MAX_SAMPLES = 256;
/** Forks, all of them after the function had returned, that are enough to tell of a race that it is none. */
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
  /** Forks that may still be looked at. */
  left: number;
  /** Some fork was made while the function ran, or may have been. */
  forks: boolean;
}

const watched = new Map<number, Condition>();
/** The watched conditions that the running turn read. */
let read: number[] = [];
/** By the time of a fork: the conditions that its turn had read in functions that had returned. */
const forks = new Map<number, readonly number[]>();

/** A condition at `site` is a part of an operation across a callback: from now on it is watched. */
export function watchCondition(site: number): void {
  if (!watched.has(site) && watched.size < MAX_WATCHED)
    watched.set(site, { frame: '', left: MAX_SAMPLES, forks: false });
}

/** A condition reads at `site`. */
export function noteCondition(site: number): void {
  if (watched.size === 0) return;
  const condition = watched.get(site);
  if (condition === undefined || condition.left === 0) return;
  if (condition.frame === '') {
    const [frame = ''] = takeFrames(FRAMES);
    condition.frame = frame;
    // A function without a name cannot be told from others.
    if (frame === '' || frame.endsWith('\n')) {
      condition.left = 0;
      condition.forks = true;
      emit({ fact: 'condition', site, sets: true });
      return;
    }
  }
  if (clockwork.conditionTurn !== clockwork.turn) {
    clockwork.conditionTurn = clockwork.turn;
    read = [];
  }
  if (!read.includes(site)) read[read.length] = site;
}

/** The running turn, which read a watched condition, forks at `time`. */
export function noteFork(time: number): void {
  const frames = takeFrames(FRAMES);
  const returned: number[] = [];
  let looked = false;
  for (const site of read) {
    const condition = watched.get(site);
    if (condition === undefined || condition.left === 0) continue;
    condition.left--;
    looked = true;
    if (frames.length < FRAMES && !frames.includes(condition.frame)) {
      returned[returned.length] = site;
      if (!condition.forks && MAX_SAMPLES - condition.left === ENOUGH)
        emit({ fact: 'condition', site, sets: false });
    } else if (!condition.forks) {
      condition.forks = true;
      emit({ fact: 'condition', site, sets: true });
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

/** Whether the function of the condition at `site` is known to have returned before the fork at `time`. */
export function hadReturned(site: number, time: number): boolean {
  if (forks.get(time)?.includes(site) === true) return true;
  const condition = watched.get(site);
  return condition !== undefined && condition.left === 0 && !condition.forks;
}

/** Whether the function of the condition at `site` sets callbacks going; null: too few of its forks were looked at so far. */
export function setsGoingAtAll(site: number): boolean | null {
  const condition = watched.get(site);
  if (condition === undefined || condition.forks) return true;
  return MAX_SAMPLES - condition.left >= ENOUGH ? false : null;
}
