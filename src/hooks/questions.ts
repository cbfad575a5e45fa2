// Hooks around the conditions by which an async function leaves: qb qe.
import { beginQuestion, endQuestion } from '../tasks/asking.ts';
import { flags } from './flags.ts';

/** A condition is going to be evaluated. */
export function qb(site: number): void {
  if (flags.tasks !== 0) beginQuestion(site);
}

/** It has been: `answer` is its value. */
export function qe(_began: unknown, answer: unknown): unknown {
  endQuestion();
  return answer;
}
