// Stacks of recorded accesses, kept where the thread that finds a race later can read them: a fixed table of text in
// shared memory, the entry chosen by a hash of (epoch, site), the younger overwriting the older.
//
// A capture costs 5–16 µs, so not every access gets one: a site's first accesses do, and then fewer and fewer (each time
// its count is a power of two). What is found is the stack of an access by the same thread, at the same time of its
// clock, from the same site; when it was overwritten, or never taken, the report says so and shows the site.
//
//   entry (bytes)   0 epoch, 4 site, 8 length in bytes, 12 lock (sequence: odd while written), 16 … text, UTF-8
//
// Creation stacks of threads stand in the same table under (CREATION, thread id).
import { DEPOT_ENTRIES, DEPOT_ENTRY_BYTES, memory } from './memory.ts';

const { add, load } = Atomics;

const HEAD = 16;
const TEXT_BYTES = DEPOT_ENTRY_BYTES - HEAD;
const WORDS = DEPOT_ENTRY_BYTES / 4;
/** Epoch under which creation stacks stand: time 0 of no slot, which no access has. */
const CREATION = 255;

const words = new Int32Array(memory.depot);
const bytes = new Uint8Array(memory.depot);
const { from } = Buffer;
const decode = Buffer.prototype.toString;

let entries = DEPOT_ENTRIES;

/** Uses 2^`history` entries at most, `--history`. */
export function setHistory(history: number): void {
  entries = Math.max(1, Math.min(DEPOT_ENTRIES, 2 ** history));
}

function indexOf(epoch: number, site: number): number {
  const hash = Math.imul(epoch, 0x9e3779b1) ^ Math.imul(site, 0x85ebca6b);
  return ((hash ^ (hash >>> 15)) >>> 0) % entries;
}

/** Keeps `stack` for the access (epoch, site). */
export function noteStack(epoch: number, site: number, stack: string): void {
  const index = indexOf(epoch, site);
  const at = index * WORDS;
  const text = from(stack, 'utf8').subarray(0, TEXT_BYTES);
  add(words, at + 3, 1);
  words[at] = epoch;
  words[at + 1] = site;
  words[at + 2] = text.length;
  bytes.set(text, index * DEPOT_ENTRY_BYTES + HEAD);
  add(words, at + 3, 1);
}

/** The stack kept for (epoch, site); undefined when there is none (any more). */
export function findStack(epoch: number, site: number): string | undefined {
  const index = indexOf(epoch, site);
  const at = index * WORDS;
  const sequence = load(words, at + 3);
  if ((sequence & 1) !== 0 || words[at] !== epoch || words[at + 1] !== site) return undefined;
  const start = index * DEPOT_ENTRY_BYTES + HEAD;
  const text = from(bytes.slice(start, start + Math.min(TEXT_BYTES, words[at + 2]!)));
  if (load(words, at + 3) !== sequence) return undefined;
  // A cut text may end in half a line.
  const whole = Reflect.apply(decode, text, ['utf8']) as string;
  return words[at + 2]! < TEXT_BYTES ? whole : whole.slice(0, whole.lastIndexOf('\n'));
}

/** Keeps where the thread with this id was made. */
export function noteCreation(threadId: number, stack: string): void {
  noteStack(CREATION, threadId, stack);
}

/** Where the thread was made; undefined for the main thread. */
export function creationStack(threadId: number): string | undefined {
  return threadId <= 0 ? undefined : findStack(CREATION, threadId);
}

const counts = new Uint32Array(4096);

/** Whether the access from `site` that is recorded now should keep its stack. */
export function wantsStack(site: number): boolean {
  const index = site & 4095;
  const count = ++counts[index]!;
  return count <= 4 || (count & (count - 1)) === 0;
}
