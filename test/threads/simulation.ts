// Several threads of the engine in one: the state that a real thread has for itself is put in and out of the module
// variables, so that the real rules, hooks and Atomics functions run for whichever thread is up.
import { MAX_TIME, NO_SLOT, SLOTS, packEpoch, type SlotId, type Time } from '../../src/clock/epoch.ts';
import { ce, ck } from '../../src/hooks/element-ranges.ts';
import { cr, cw, se, ge } from '../../src/hooks/elements.ts';
import { forgetVersions, patchAtomics } from '../../src/threads/edges/atomics.ts';
import { watch, type BufferInfo } from '../../src/threads/buffers.ts';
import { accessRange, takeRaces, type FoundRace } from '../../src/threads/shadow.ts';
import {
  C_JOURNAL_NEXT,
  C_SLOTS_USED,
  JOURNAL,
  SLOT_TABLE,
  SLOT_WORDS,
  SYNC_HEAD,
  SYNC_WORDS,
  PAIRS,
  CLOCKS,
  addressOfCell,
  clearCells,
  clockOf,
  control,
  sync,
} from '../../src/threads/memory.ts';
import { setReporting } from '../../src/threads/race-report.ts';
import { at } from '../../src/threads/sites.ts';
import { PLAIN, WRITE, siteOf } from '../../src/threads/shadow-cell.ts';
import { forgetSeen } from '../../src/threads/seen.ts';
import { allocateSlot, joinSlot } from '../../src/threads/slots.ts';
import {
  L_DIRTY,
  L_EPOCH,
  L_SINCE,
  L_TWIST,
  L_VICTIM,
  acquireCopy,
  enterSlot,
  fork,
  local,
  releaseCopy,
  thread,
  type SentClock,
} from '../../src/threads/thread.ts';

const BYTES = 64;
/** States of a slot: see slots.ts. */
const LIVE = 1;
const ENDED = 2;

// Races of accesses that the hooks made, which report them themselves.
const reported: FoundRace[] = [];
setReporting('none', (race) => reported.push(race));

interface SavedThread {
  /** The slot it began in, by which its creator finds it. */
  readonly first: SlotId;
  slot: SlotId;
  words: Int32Array;
  at: number;
  owner: number;
  local: Int32Array;
}

/** A race as the engine told it: the sites of the two accesses and the first byte of their granule. */
export interface Found {
  readonly old: number;
  readonly now: number;
  readonly granule: number;
}

/** One run of simulated threads over one piece of shared memory of 64 bytes. */
export class Simulation {
  readonly memory: SharedArrayBuffer;
  readonly buffer: BufferInfo;
  readonly atomics: typeof Atomics = {
    ...Object.fromEntries(Object.getOwnPropertyNames(Atomics).map((name) => [name, Atomics[name as 'load']])),
  } as never;
  private readonly threads: SavedThread[] = [];
  private up = -1;

  constructor(memory: SharedArrayBuffer) {
    this.memory = memory;
    this.buffer = watch(memory)!;
    patchAtomics(this.atomics);
    control.fill(0, SLOT_TABLE, JOURNAL);
    control.fill(0, PAIRS, CLOCKS + SLOTS * Math.max(1, control[C_SLOTS_USED]!));
    control[C_SLOTS_USED] = 0;
    control[C_JOURNAL_NEXT] = 0;
    clearCells(this.buffer.base, this.buffer.base + BYTES);
    for (let v = 0; v < 16384; v++) {
      if (sync[v * SYNC_WORDS] !== 0) sync.fill(0, v * SYNC_WORDS + SYNC_HEAD - 2, (v + 1) * SYNC_WORDS);
    }
    forgetVersions();
    this.races();
    local[L_VICTIM] = 0;
    const first = allocateSlot(new Int32Array(SLOTS), 0, 1, -1);
    this.add(first);
  }

  /** Whether a cell was given up although it was needed. */
  get evicted(): boolean {
    return local[L_VICTIM] !== 0;
  }

  private add(slot: SlotId): number {
    forgetVersions(); // The slot may have been another thread's, of this realm.
    enterSlot(slot);
    this.threads.push({
      first: slot,
      slot,
      words: thread.words,
      at: thread.at,
      owner: thread.owner,
      local: local.slice(),
    });
    this.up = this.threads.length - 1;
    return this.up;
  }

  private save(): void {
    const old = this.threads[this.up]!;
    Object.assign(old, { slot: thread.slot, words: thread.words, at: thread.at, owner: thread.owner });
    old.local.set(local);
  }

  private switchTo(index: number): void {
    if (index === this.up) return;
    const victims = local[L_VICTIM]!;
    if (this.up >= 0) this.save();
    const next = this.threads[index]!;
    thread.slot = next.slot;
    thread.words = next.words;
    thread.at = next.at;
    thread.owner = next.owner;
    for (const field of [L_EPOCH, L_TWIST, L_DIRTY, L_SINCE]) local[field] = next.local[field]!;
    local[L_VICTIM] = victims;
    forgetSeen();
    this.up = index;
  }

  /** Starts a thread; its number. */
  fork(by: number): number {
    this.switchTo(by);
    const slot = allocateSlot(thread.words, thread.at, thread.owner, thread.slot);
    if (slot === NO_SLOT) throw new Error('no slot');
    fork(slot);
    this.save();
    return this.add(slot);
  }

  /** Joins an ended thread. */
  join(by: number, ended: number): void {
    this.switchTo(ended);
    this.switchTo(by);
    joinSlot(this.threads[ended]!.first, thread.words, thread.at, thread.owner);
  }

  /** A plain access of `width` bytes from byte `from`. */
  access(by: number, from: number, width: number, write: boolean, site: number): void {
    this.switchTo(by);
    accessRange(this.buffer.base, from, from + width, write ? PLAIN | WRITE : PLAIN, site);
  }

  /** A plain access to an element, by the hooks. */
  element(
    by: number,
    view: Int32Array | Uint8Array | Float64Array | Uint16Array,
    index: number,
    write: boolean,
    site: number,
  ): void {
    this.switchTo(by);
    if (write) se(view, index, 1, site);
    else ge(view, index, site);
  }

  /**
   * A counted loop over `count` elements, upwards or downwards: the hook of its first access, and that behind it. By the site, it
   * goes straight, or around a ring of all of the view's elements, or, from its middle, around one of those elements alone.
   */
  loop(
    by: number,
    view: Int32Array | Uint8Array,
    from: number,
    count: number,
    down: boolean,
    write: boolean,
    site: number,
  ): void {
    this.switchTo(by);
    const step = down ? -1 : 1;
    if (site % 3 === 2) {
      const middle = 7 * count + (count >> 1);
      const begin = from + (middle % count);
      const told = write ? cw(view, begin, 1, site) : cr(view, begin, site);
      if (told > 1) ck(told, view, middle, middle + step, middle + count * step, site, count, 0, from);
      return;
    }
    const first = down ? from + count - 1 : from;
    const told = write ? cw(view, first, 1, site) : cr(view, first, site);
    if (told <= 1) return;
    if (site % 3 === 0) ce(told, view, first, first + step, first + count * step, site);
    else {
      const mask = view.length - 1;
      const turned = first - 3 * view.length; // Below 0.
      ck(told, view, turned, turned + step, turned + count * step, site, mask, 1, 0);
    }
  }

  /** An operation of the patched Atomics. */
  atomic(
    by: number,
    kind: 'load' | 'store' | 'update' | 'failed',
    view: Int32Array | Uint8Array | Uint16Array,
    index: number,
    site: number,
  ): void {
    this.switchTo(by);
    const { atomics } = this;
    at(index, site);
    if (kind === 'load') atomics.load(view, index);
    else if (kind === 'store') atomics.store(view, index, 0);
    else if (kind === 'update') atomics.add(view, index, 0);
    else atomics.compareExchange(view, index, 77, 5);
  }

  /** The clock that a message carries. */
  send(by: number): SentClock {
    this.switchTo(by);
    return releaseCopy();
  }

  /** A message is delivered. */
  receive(by: number, clock: SentClock): void {
    this.switchTo(by);
    acquireCopy(clock);
  }

  /** All slots but the first `count` are those of threads that live on; of these, all but the first were used to their end. */
  leaveSlots(count: number): void {
    control[C_SLOTS_USED] = NO_SLOT;
    for (let slot = 1; slot < NO_SLOT; slot++) {
      control[SLOT_TABLE + slot * SLOT_WORDS] = slot < count ? ENDED : LIVE;
      control[clockOf(slot) + slot] = MAX_TIME;
    }
  }

  /** Lets a thread's time be near its end. */
  age(by: number, ticksLeft: number): void {
    this.switchTo(by);
    const time = (MAX_TIME - ticksLeft) as Time;
    if (control[clockOf(thread.slot) + thread.slot]! >= time) return; // Time does not go back.
    control[clockOf(thread.slot) + thread.slot] = time;
    local[L_EPOCH] = packEpoch(thread.slot, time);
    forgetSeen();
    local[L_SINCE] = time;
  }

  /** The slot a thread has now. */
  slotOf(index: number): SlotId {
    this.switchTo(index);
    return thread.slot;
  }

  /** Races found since the last call. */
  races(): Found[] {
    return [...reported.splice(0), ...takeRaces()].map(({ cell, old, word }) => ({
      old: siteOf(old),
      now: siteOf(word),
      granule: addressOfCell(cell) - this.buffer.base,
    }));
  }
}
