// Both sides of a structured clone between threads: which of them changed it, told the other one, or looked for what the
// other one changed. Each thread appends what it saw to its spool; the two are put together in the report, where the rule
// is (report/diverged-copies.ts).
//
//   post      the stores near the top of the payload get the number of this copy, which goes along in the envelope
//   delivery  the clones get the same number
//   after it  the first change of each key, reads of keys and walks are facts, until a side tells what it changed: it sends
//             the store again, or a message in which the key or the value stands
//
// Source: design.md section 1; what is ordinary use of a clone: docs/kinds/diverged-copy.md.
import { threadId } from 'node:worker_threads';
import process from 'node:process';
import { emit } from '../facts/spool.ts';
import type { CopyFact } from '../facts/types.ts';
import { isMap, isSet } from '../hooks/primordials.ts';
import { getShadow } from '../hooks/shadow-field.ts';
import { IGNORED } from './classify.ts';
import { copyOf, stampCopy } from './copy-stamps.ts';
import { storesIn, wordsIn } from './payload.ts';
import { pace } from './pace.ts';
import { accessFact, hash, printKey } from './report.ts';
import { Shape } from './shapes.ts';
import { ABSENT, type Access, type CopyWatch, type Entry, type StoreShadow, UNKNOWN } from './store.ts';
import { clockwork } from './task.ts';
import { beginWatching } from './watching.ts';

/** Changed keys, and keys read, that one side of a copy tells. */
const MAX_CHANGES = 16;
const MAX_READS = 64;
/** Copies that this thread changed and has not told of yet; the oldest is given up first. */
const MAX_ACTIVE = 64;
/** Copies of whose numbers a receiver remembers that they came. */
const MAX_RECEIVED = 256;
/** Facts for one site: a site that changes each message it gets is no news. */
const MAX_FOR_SITE = 16;

const self = `${process.pid}.${threadId}`;
let lastCopy = 0;
const active = new Set<Copy>();
const received = new Map<string, Copy>();
const told = new Map<number, number>();

interface Change {
  readonly fact: CopyFact;
  value: unknown;
  mark: string | undefined;
}

/** One side of a copy. */
class Copy implements CopyWatch {
  readonly id: string;
  readonly side: 'sent' | 'received';
  /** A Map or Set, not a plain object. */
  readonly keyed: boolean;
  /** Nothing more is to be said of it. */
  over = false;
  // Made when first needed: most copies are read once and forgotten.
  private changes: Map<unknown, Change> | null = null;
  private reads: Map<unknown, Access> | null = null;
  private toldReads: Set<unknown> | null = null;
  private lastWrite = 0;
  /** What had been let go unseen when this began (pace.ts): once that is more, nothing is certain any more. */
  private readonly losses: number;
  /** A walk of a turn that has not written the store so far. */
  private walk: { readonly shadow: StoreShadow; readonly access: Access } | null = null;

  constructor(id: string, side: 'sent' | 'received', keyed: boolean) {
    this.id = id;
    this.side = side;
    this.keyed = keyed;
    this.losses = this.lossesNow();
  }

  private lossesNow(): number {
    return this.keyed ? pace.losses.collections : pace.losses.objects;
  }

  /** Whether changes may have gone unseen; then this is over. */
  private isBlurred(): boolean {
    if (this.losses === this.lossesNow()) return false;
    this.end();
    return true;
  }

  get changed(): boolean {
    return this.changes !== null;
  }

  wrote(shadow: StoreShadow, entry: Entry, write: Access, before: unknown, value: unknown): void {
    const { key } = entry;
    if (this.over || key === UNKNOWN || this.isBlurred()) return;
    if (this.walk?.access.turn === clockwork.turn) this.walk = null;
    this.lastWrite = clockwork.turn;
    const change = this.changes?.get(key);
    const mark = markOf(value, write.op);
    if (change !== undefined) {
      change.value = value;
      change.mark = mark;
      return;
    }
    if ((this.changes !== null && this.changes.size >= MAX_CHANGES) || !mayTell(write.site)) return;
    const fact: CopyFact = {
      ...this.about('write', shadow, write),
      key: printKey(key) ?? '',
      kept: before !== ABSENT,
      fill: before === ABSENT && entry.reads.some((read) => read.value === ABSENT),
      ...(mark === undefined ? {} : { mark }),
    };
    const isFirst = this.changes === null;
    (this.changes ??= new Map()).set(key, { fact, value, mark });
    emit(fact);
    if (isFirst) this.begin(shadow);
  }

  private begin(shadow: StoreShadow): void {
    active.add(this);
    if (active.size > MAX_ACTIVE)
      for (const oldest of active) {
        oldest.end();
        break;
      }
    this.reads?.forEach((access, key) => this.tellRead(shadow, key, access));
    this.reads = null;
  }

  read(shadow: StoreShadow, entry: Entry, read: Access): void {
    if (this.over || !this.keyed || this.isBlurred()) return;
    if (entry === shadow.whole) {
      this.tellWalk();
      if (this.changed && this.lastWrite !== clockwork.turn && !read.guard)
        this.walk = { shadow, access: read };
    } else if (entry.key === UNKNOWN) return;
    else if (this.changed) this.tellRead(shadow, entry.key, read);
    else if ((this.reads ??= new Map()).size < MAX_READS && !this.reads.has(entry.key))
      this.reads.set(entry.key, read);
  }

  private tellRead(shadow: StoreShadow, key: unknown, read: Access): void {
    const keys = (this.toldReads ??= new Set());
    if (keys.size >= MAX_READS || keys.has(key)) return;
    keys.add(key);
    emit({ ...this.about('read', shadow, read), key: printKey(key) ?? '' });
  }

  /** @param last - the turn that runs goes no further: its code has left the stack */
  private tellWalk(last = false): void {
    if (this.walk === null || (!last && this.walk.access.turn === clockwork.turn)) return;
    const { shadow, access } = this.walk;
    this.walk = null;
    emit(this.about('walk', shadow, access, last ? false : undefined));
  }

  /** Whether a message that has these words says what this side changed. */
  isToldBy(words: ReadonlySet<string>): boolean {
    if (!this.keyed && this.side === 'received') return true;
    if (this.changes === null) return false;
    for (const [key, { value }] of this.changes)
      if (words.has(String(key)) || (isWord(value) && words.has(String(value)))) return true;
    return false;
  }

  /** From here on the two sides are no copies of one state any more, or the other one knows. */
  end(): void {
    if (this.over) return;
    this.over = true;
    active.delete(this);
    if (this.changed) emit({ fact: 'copy', copy: this.id, side: this.side, act: 'end' });
  }

  /** The thread ends: tells what its last values are. */
  finish(): void {
    if (this.isBlurred()) return;
    this.tellWalk(true);
    if (this.changes === null) return;
    for (const { fact, mark } of this.changes.values()) {
      if (mark === fact.mark) continue;
      const { mark: _, ...rest } = fact;
      emit(mark === undefined ? rest : { ...rest, mark });
    }
  }

  private about(act: CopyFact['act'], shadow: StoreShadow, access: Access, isNow?: boolean): CopyFact {
    return {
      fact: 'copy',
      copy: this.id,
      side: this.side,
      act,
      type: shadow.type,
      ...(shadow.createdSite === 0 ? {} : { createdSite: shadow.createdSite }),
      access: accessFact(this.side === 'sent' ? 'first' : 'second', access, isNow),
    };
  }
}

function mayTell(site: number): boolean {
  const count = (told.get(site) ?? 0) + 1;
  told.set(site, count);
  return count <= MAX_FOR_SITE;
}

function isWord(value: unknown): boolean {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'bigint';
}

/** Tells values apart across threads: `none` for a value that was cleared, `counted` for one counted on, undefined if unknown. */
function markOf(value: unknown, op: Access['op']): string | undefined {
  if (op === 'update') return 'counted';
  if (value === UNKNOWN || value instanceof Shape) return undefined;
  if (value === ABSENT || value === undefined || value === null) return 'none';
  return hash(`${typeof value} ${String(value)}`);
}

/** The stores in `payload` which goes to another thread, with the numbers of their copies; undefined where there are none. */
export function sendCopies(payload: unknown): [store: object, copy: string][] | undefined {
  if (active.size > 0) {
    const words = wordsIn(payload);
    for (const copy of active) if (copy.isToldBy(words)) copy.end();
  }
  if (typeof payload !== 'object' || payload === null) return undefined;
  const sent: [object, string][] = [];
  for (const store of storesIn(payload)) {
    let copy = copyOf(store) as Copy | null;
    // What came from elsewhere and goes on, and what changed since it was sent, is a message of a protocol.
    if (copy !== null && (copy.side === 'received' || copy.changed)) copy.end();
    if (copy === null) copy = watch(store, `${self}.${++lastCopy}`, 'sent');
    if (!copy.over) sent.push([store, copy.id]);
  }
  if (sent.length === 0) return undefined;
  beginWatching();
  return sent;
}

/** The clones that came with a message. */
export function receiveCopies(copies: readonly (readonly [store: object, copy: string])[]): void {
  for (const [store, id] of copies) {
    if (id.startsWith(`${self}.`)) continue;
    const earlier = received.get(id);
    const copy = watch(store, id, 'received');
    if (earlier !== undefined) {
      // The same state again: what is done to each is that message's.
      earlier.end();
      copy.end();
      continue;
    }
    received.set(id, copy);
    if (received.size > MAX_RECEIVED)
      for (const oldest of received.keys()) {
        received.delete(oldest);
        break;
      }
  }
  beginWatching();
}

function watch(store: object, id: string, side: 'sent' | 'received'): Copy {
  const copy = new Copy(id, side, isMap(store) || isSet(store));
  stampCopy(store, copy);
  const shadow = getShadow<StoreShadow>(store);
  if (shadow !== undefined && shadow !== IGNORED) shadow.copy = copy;
  return copy;
}

/** The thread ends. */
export function finishCopies(): void {
  for (const copy of active) copy.finish();
}
