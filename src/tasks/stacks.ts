// Raw stacks for reports. One costs 9–16 µs, and a turn is judged when it has ended, so not every access and not every call
// has its own: of each site those of the first visits are kept, and one of a later visit. An access is a visit where another
// task had touched what it touches, a call is one always. A report says where a stack is that of another visit.
//
// The text costs 100 µs and more where code runs for the first time, and a program's first turn visits most sites of all: with
// 32 of them it took 3 to 8 ms of 30. So it is made when that turn is over, before the event loop's next callback.
import { holdStack, textOf } from '../facts/raw-stack.ts';
import { clockwork } from './task.ts';

export { takeRawStack as takeStack } from '../facts/raw-stack.ts';

/** As many visits have stacks, and as many stacks of a site are kept for good; one more is the last visit's whose number is a power of two. */
const FIRST = 4;

/** Of them, visits in one turn: who waits for the end of a program's first turn waits for their texts, too. */
const IN_TURN = 2;

class Visits {
  count = 0;
  turn = 0;
  inTurn = 0;
  readonly moments: number[] = [];
  readonly stacks: (Error | string | null)[] = [];
}

const sites = new Map<number, Visits>();
const visitsOf = sites.get.bind(sites);

/** Visits with stacks that are no text yet. Those keep alive what was on the stack: there are never many. */
const untold: Visits[] = [];
const MAX_UNTOLD = 64;

/**
 * A visit of `site`: takes a stack if it is one of the first, or its number is a power of two.
 * @param moment - by which stackAt() knows it again: an access' time, a task's number
 */
export function noteSite(site: number, moment: number): void {
  let visits = visitsOf(site);
  if (visits === undefined) sites.set(site, (visits = new Visits()));
  const count = ++visits.count;
  if (count > FIRST) {
    if ((count & (count - 1)) === 0) keep(visits, FIRST, moment);
    return;
  }
  const { turn } = clockwork;
  visits.inTurn = visits.turn === turn ? visits.inTurn + 1 : 1;
  visits.turn = turn;
  if (visits.inTurn <= IN_TURN) keep(visits, visits.stacks.length, moment);
}

function keep(visits: Visits, index: number, moment: number): void {
  const place = Math.min(index, visits.stacks.length);
  visits.moments[place] = moment;
  visits.stacks[place] = holdStack();
  untold[untold.length] = visits;
  if (untold.length === MAX_UNTOLD) tellStacks();
}

/** Makes text of the stacks that were taken. */
export function tellStacks(): void {
  for (let i = 0; i < untold.length; i++) {
    const { stacks } = untold[i]!;
    for (let k = 0; k < stacks.length; k++) tell(stacks, k);
  }
  untold.length = 0;
}

function tell(stacks: (Error | string | null)[], index: number): string {
  const stack = stacks[index]!;
  return typeof stack === 'string' ? stack : (stacks[index] = textOf(stack));
}

/** A stack of a site, and whether it is that of the visit that was asked for. */
export interface KnownStack {
  readonly text: string;
  readonly exact: boolean;
}

/** The stack of the visit of `site` at `moment`, else that of the last one before it, else of the first; undefined without any. */
export function stackAt(site: number, moment: number): KnownStack | undefined {
  const visits = visitsOf(site);
  if (visits === undefined) return undefined;
  const { moments, stacks } = visits;
  let nearest = 0;
  for (let i = 1; i < moments.length; i++)
    if (moments[i]! <= moment && moments[i]! > moments[nearest]!) nearest = i;
  return { text: tell(stacks, nearest), exact: moments[nearest] === moment };
}
