// What hooks and edges call to record an access: says what it is about, keeps its stack now and then, runs the rule.
import type { BufferInfo } from './buffers.ts';
import { MASK_BITS } from './shadow-cell.ts';
import { access, accessRange } from './shadow.ts';
import { L_EPOCH, local } from './thread.ts';
import { noteStack, wantsStack } from './stack-depot.ts';
import { captureStack } from './stack.ts';
import { subject } from './race-report.ts';

/** Depth of the stacks that are kept for accesses: what fits the depot's entries. */
const KEPT_DEPTH = 24;

/** Records an access to bytes `from` … `from + width - 1` of the buffer. Nothing happens for width ≤ 0. */
export function record(buffer: BufferInfo, from: number, width: number, kind: number, site: number, value: unknown): void {
  const to = Math.min(from + width, buffer.watched);
  if (to <= from || from < 0) return;
  if (wantsStack(site)) noteStack(local[L_EPOCH]!, site, captureStack(KEPT_DEPTH));
  subject.buffer = buffer;
  subject.value = value;
  subject.from = from;
  subject.width = to - from;
  if ((from & 7) + (to - from) <= 8) {
    access(buffer.base + from, (MASK_BITS >> (8 - (to - from))) << (from & 7), kind, site);
  } else {
    accessRange(buffer.base, from, to, kind, site);
  }
}
