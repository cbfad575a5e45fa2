// Raw stacks for reports. One costs 9–16 µs, so a stack is taken at the report itself and, for sides that lie in the
// past, at the first visit of a site only: later visits of the same site are shown with the stack of an earlier one.
import { takeRawStack } from '../facts/raw-stack.ts';

const stacks = new Map<number, string>();
const hasStack = stacks.has.bind(stacks);

export { takeRawStack as takeStack } from '../facts/raw-stack.ts';

/** Takes a stack at the first visit of `site`. */
export function noteSite(site: number): void {
  if (!hasStack(site)) stacks.set(site, takeRawStack());
}

/** The stack of the first visit of `site`. */
export function sampleStack(site: number): string | undefined {
  noteSite(site);
  return stacks.get(site);
}

/** The stack of the first visit of `site`, or undefined if there was none. */
export function knownStack(site: number): string | undefined {
  return stacks.get(site);
}
