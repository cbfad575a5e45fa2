// Raw stacks for reports. One costs 9–16 µs, and a turn is judged when it has ended, so each side is shown with a sample:
// the stack of the first visit of its site to something that another task had touched. Tasks have that of their function's
// first call.
import { takeRawStack } from '../facts/raw-stack.ts';

const stacks = new Map<number, string>();
const hasStack = stacks.has.bind(stacks);

export { takeRawStack as takeStack } from '../facts/raw-stack.ts';

/** Takes a stack at the first visit of `site`. */
export function noteSite(site: number): void {
  if (!hasStack(site)) stacks.set(site, takeRawStack());
}

/** The stack of the first visit of `site`, or undefined if there was none. */
export function knownStack(site: number): string | undefined {
  return stacks.get(site);
}
