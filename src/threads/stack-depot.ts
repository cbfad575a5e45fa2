// Stacks of recorded accesses, kept where the thread that finds a race later can read them: a fixed table of text in
// shared memory, the entry chosen by a hash of (epoch, site), the younger overwriting the older.
//
// A capture costs 8–24 µs in small programs and 100 where stacks are deep, so not every access gets one: a site's first accesses do, and then fewer and fewer (each time
// its count is a power of two); beyond that a site's first access at each time of the clock, as long as all captures of
// the thread stay below a share of its life (SHARE). So programs that lock, wait and send messages have the very stack of
// nearly every access, and a loop over millions of elements pays for a few.
// Each stack is kept twice: under (epoch, site), in the first half of the table, and under (slot, site), in the second:
// where the access's own was overwritten, or never taken, there is still that of the thread's last one from the site, and
// the report says so.
//
//   entry (bytes)   0 epoch, 4 site, 8 length in bytes, 12 lock (sequence: odd while written), 16 … text, UTF-8
//
// Creation stacks of threads stand in the same table under (CREATION, thread id), their names under (NAME, thread id).
import { milliseconds } from '../hooks/primordials.ts';
import { DEPOT_ENTRIES, DEPOT_ENTRY_BYTES, memory } from './memory.ts';
import { L_EPOCH, local } from './thread.ts';

const { add, load } = Atomics;

const HEAD = 16;
const TEXT_BYTES = DEPOT_ENTRY_BYTES - HEAD;
const WORDS = DEPOT_ENTRY_BYTES / 4;
/** Epoch under which creation stacks stand: time 0 of no slot, which no access has. */
const CREATION = 255;
const NAME = 511;

const words = new Int32Array(memory.depot);
const bytes = new Uint8Array(memory.depot);
const { from } = Buffer;
const decode = Buffer.prototype.toString;

/** Entries of each half. */
let half = DEPOT_ENTRIES / 2;

/** Uses 2^`history` entries at most, `--history`. */
export function setHistory(history: number): void {
  half = Math.max(1, Math.min(DEPOT_ENTRIES, 2 ** history) / 2);
}

function indexOf(epoch: number, site: number): number {
  const hash = Math.imul(epoch, 0x9e3779b1) ^ Math.imul(site, 0x85ebca6b);
  return ((hash ^ (hash >>> 15)) >>> 0) % half;
}

/** Keeps `stack` for the access (epoch, site). */
export function noteStack(epoch: number, site: number, stack: string): void {
  const text = from(stack, 'utf8').subarray(0, TEXT_BYTES);
  keep(indexOf(epoch, site), epoch, site, text);
  if (epoch >>> 8 !== 0) keep(half + indexOf(epoch & 255, site), epoch & 255, site, text);
}

function keep(index: number, epoch: number, site: number, text: Uint8Array): void {
  const at = index * WORDS;
  add(words, at + 3, 1);
  words[at] = epoch;
  words[at + 1] = site;
  words[at + 2] = text.length;
  bytes.set(text, index * DEPOT_ENTRY_BYTES + HEAD);
  add(words, at + 3, 1);
}

/** A stack that was kept, and whether it is that of the access itself. */
export interface KeptStack {
  readonly text: string;
  readonly exact: boolean;
}

/** The stack kept for (epoch, site), else that of the last access from the site by the slot; undefined without either. */
export function findStack(epoch: number, site: number): KeptStack | undefined {
  const own = textAt(indexOf(epoch, site), epoch, site);
  if (own !== undefined) return { text: own, exact: true };
  const last = textAt(half + indexOf(epoch & 255, site), epoch & 255, site);
  return last === undefined ? undefined : { text: last, exact: false };
}

function textAt(index: number, epoch: number, site: number): string | undefined {
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
  return threadId <= 0 ? undefined : textAt(indexOf(CREATION, threadId), CREATION, threadId);
}

/** Keeps the name that the program gave the thread with this id. */
export function noteName(threadId: number, name: string): void {
  keep(indexOf(NAME, threadId), NAME, threadId, from(name, 'utf8').subarray(0, TEXT_BYTES));
}

/** The name that the program gave the thread. */
export function givenName(threadId: number): string | undefined {
  return threadId <= 0 ? undefined : textAt(indexOf(NAME, threadId), NAME, threadId);
}

const SITES = 4096;
const counts = new Uint32Array(SITES);
/** The time of the site's last capture. */
const epochs = new Int32Array(SITES);

/** The part of a thread's life that captures beyond the first ones of a site may take. */
const SHARE = 0.01;
/** What a capture is booked with at most, milliseconds: the rest is what the thread waited for a processor. */
const MOST_COST = 0.1;
const MOST_CREDIT = 64 * MOST_COST;
/** Milliseconds that may be spent on captures now. */
let credit = MOST_CREDIT;
let paidAt = milliseconds();
let paidEpoch = 0;
let times = 0;

// Asked once for each time of the clock, of which a thread can have a million in a second.
function earn(epoch: number): void {
  paidEpoch = epoch;
  if (credit >= MOST_CREDIT || (++times & 63) !== 0) return;
  const time = milliseconds();
  credit = Math.min(MOST_CREDIT, credit + (time - paidAt) * SHARE);
  paidAt = time;
}

/** Runs `capture`, and books what it costs. */
export function bookCapture(capture: () => void): void {
  const start = milliseconds();
  capture();
  credit -= Math.min(MOST_COST, milliseconds() - start);
}

/** Whether the access from `site` that is recorded now should keep its stack. */
export function wantsStack(site: number): boolean {
  const index = site & (SITES - 1);
  const epoch = local[L_EPOCH]!;
  const count = ++counts[index]!;
  if (count > 4 && (count & (count - 1)) !== 0) {
    if (epoch !== paidEpoch) earn(epoch);
    if (credit <= 0 || epochs[index] === epoch) return false;
  }
  epochs[index] = epoch;
  return true;
}
