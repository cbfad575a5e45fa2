// Raw stacks for reports. One costs 9–16 µs, and a turn is judged when it has ended, so each side is shown with a sample:
// the stack of the first visit of its site to something that another task had touched. Tasks have that of their function's
// first call.
//
// The text costs 100 µs and more where code runs for the first time, and a program's first turn visits most sites of all: with
// 32 of them it took 3 to 8 ms of 30. So it is made when that turn is over, before the event loop's next callback.
import { holdStack, textOf } from '../facts/raw-stack.ts';

const stacks = new Map<number, Error | string | null>();
const hasStack = stacks.has.bind(stacks);

/** Sites whose stacks are no text yet. They keep alive what was on the stack: there are never many. */
const untold: number[] = [];
const MAX_UNTOLD = 64;

export { takeRawStack as takeStack } from '../facts/raw-stack.ts';

/** Takes a stack at the first visit of `site`. */
export function noteSite(site: number): void {
  if (hasStack(site)) return;
  stacks.set(site, holdStack());
  untold[untold.length] = site;
  if (untold.length === MAX_UNTOLD) tellStacks();
}

/** Makes text of the stacks that were taken. */
export function tellStacks(): void {
  for (let i = 0; i < untold.length; i++) knownStack(untold[i]!);
  untold.length = 0;
}

/** The stack of the first visit of `site`, or undefined if there was none. */
export function knownStack(site: number): string | undefined {
  const stack = stacks.get(site);
  if (stack === undefined || typeof stack === 'string') return stack;
  const text = textOf(stack);
  stacks.set(site, text);
  return text;
}
