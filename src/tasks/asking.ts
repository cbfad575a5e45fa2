// Which condition is being evaluated: one by which an async function leaves. What the functions and getters that it calls read and
// answer with stands in that condition, in whatever module they are (rules/deciding.ts).
//
// A condition that throws is asked until its function ends, or the next one is asked, in its turn at most.
import { isReturned } from './lexical.ts';
import { clockwork } from './task.ts';

/** The turn in which a condition is being evaluated, and its site. */
export const asking: { turn: number; site: number } = { turn: 0, site: 0 };

/** Whether a condition is being evaluated now. */
export function isAsking(): boolean {
  return asking.turn === clockwork.turn;
}

/** Whether what is read at `site` while a condition is being evaluated is an answer to it. */
export function isAnswer(site: number, guard: boolean): boolean {
  return guard || isReturned(site);
}

/** A condition begins, at `site`. */
export function beginQuestion(site: number): void {
  asking.turn = clockwork.turn;
  asking.site = site;
}

/** The condition has been evaluated, or will not be. */
export function endQuestion(): void {
  asking.turn = 0;
}
