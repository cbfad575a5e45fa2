// What hooks and edges call to record an access: keeps its stack now and then, runs the rule, reports what it found.
import type { BufferInfo } from './buffers.ts';
import { MASK_BITS } from './shadow-cell.ts';
import { access, accessRange } from './shadow.ts';
import { L_EPOCH, L_RACES, local } from './thread.ts';
import { bookCapture, noteStack, wantsStack } from './stack-depot.ts';
import { captureStack } from './stack.ts';
import { reportRaces } from './race-report.ts';

/** Depth of the stacks that are kept for accesses: what fits the depot's entries. */
const KEPT_DEPTH = 24;

/** Keeps the stack of the access that `site` makes now. */
export function keepStack(site: number): void {
  bookCapture(() => noteStack(local[L_EPOCH]!, site, captureStack(KEPT_DEPTH)));
}

/** Records an access to bytes `from` … `from + width - 1` of the buffer. Nothing happens for width ≤ 0. */
export function record(
  buffer: BufferInfo,
  from: number,
  width: number,
  kind: number,
  site: number,
  value: unknown,
): void {
  const to = Math.min(from + width, buffer.watched);
  if (to <= from || from < 0) return;
  if (wantsStack(site)) keepStack(site);
  if ((from & 7) + (to - from) <= 8) {
    access(buffer.base + from, (MASK_BITS >> (8 - (to - from))) << (from & 7), kind, site);
  } else {
    accessRange(buffer.base, from, to, kind, site);
  }
  if (local[L_RACES] !== 0) reportRaces(value, from, to - from);
}

/** As `record`, for an element within a granule whose place in the arena is known. */
export function recordElement(at: number, mask: number, kind: number, site: number): void {
  if (wantsStack(site)) keepStack(site);
  access(at, mask, kind, site);
}
