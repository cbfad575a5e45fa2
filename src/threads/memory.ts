// The memory all threads of the process share: one control block, the arena of the shadow cells, the clocks of the
// sync variables. The main thread makes it; a worker finds it in what its creator handed over (hand-over.ts) before any
// user code runs. All of it is allocated zeroed and lazily by the operating system: what is not touched costs nothing.
//
//   control (Int32)
//   0 …… 31        counters and locks, see the C_ constants
//   SLOT_TABLE     256 × SLOT_WORDS: what a slot is used for, see slots.ts
//   JOURNAL        JOURNAL_ENTRIES × 3: which thread owned a slot from which time on
//   PAIRS          PAIR_ENTRIES: hashes of the site pairs already reported in this process
//   SITE_OWNERS    MAX_SITE / SITE_BLOCK: the thread that took a block of site numbers, threadId + 1
//   CLOCKS         256 × 256: the vector clock of the thread in each slot
//   PORTS          a bit for each TCP port from which a thread of the process has sent, see edges/loopback.ts
import { threadId } from 'node:worker_threads';
import { inherited, type SharedMemory } from './hand-over.ts';
import { SLOTS } from '../clock/epoch.ts';
import { MAX_SITE } from './shadow-cell.ts';

const { add } = Atomics;

export const C_NEXT_SITE = 0;
export const C_NEXT_BUFFER = 1;
/** Number of slots ever used: clocks are 0 from there on. */
export const C_SLOTS_USED = 2;
/** 1 once memory was handed to another thread. */
export const C_SHARED = 3;
/** First free granule of the arena. */
export const C_ARENA_NEXT = 4;
/** Lock of the slot table. */
export const C_SLOT_LOCK = 5;
export const C_JOURNAL_NEXT = 6;
/** Lock of the arena's free list. */
export const C_ARENA_LOCK = 7;
/** Number of sync variables in use. */
export const C_SYNC_USED = 8;
/** Marks the envelopes of this process; a random number. */
export const C_TOKEN = 9;
/** Lock for new sync variables. */
export const C_SYNC_LOCK = 10;
/** Number of site pairs reported. */
export const C_PAIRS_USED = 11;
/** Next number of a stack in the depot. */
export const C_DEPOT_NEXT = 12;
/** Bit mask of what was said to be lost, so that it is said once. */
export const C_LOST = 13;
/** Number of entries of the table of shadow regions in use. */
export const C_REGIONS_USED = 15;
/** Number of message channels ever made. */
export const C_CHANNELS = 16;
/** 1 once a message transferred an object that has a channel of Node's own. */
export const C_TRANSFERS = 17;
/** Number of workers ever made by threads of the run. */
export const C_WORKERS = 14;

export const SLOT_TABLE = 32;
export const SLOT_WORDS = 4;
export const JOURNAL: number = SLOT_TABLE + SLOTS * SLOT_WORDS;
export const JOURNAL_ENTRIES = 1024;
export const PAIRS: number = JOURNAL + JOURNAL_ENTRIES * 3;
export const PAIR_ENTRIES = 8192;
/** Site numbers are taken in blocks of this many. */
const SITE_BLOCK = 256;
export const SITE_OWNERS: number = PAIRS + PAIR_ENTRIES;
const SITE_BLOCKS = (MAX_SITE + 1) / SITE_BLOCK;
export const CLOCKS: number = SITE_OWNERS + SITE_BLOCKS;
export const PORTS: number = CLOCKS + SLOTS * SLOTS;
const CONTROL_WORDS = PORTS + 65536 / 32;

/** Words before a sync variable's clock: buffer, place, lock, version. */
export const SYNC_HEAD = 4;
export const SYNC_WORDS: number = SYNC_HEAD + SLOTS;
/** Sync variables with a clock of their own; further ones share clocks, which can hide a race but never invent one. */
export const SYNC_ENTRIES = 16384;

/** Pieces of shared memory that can be watched at one time: see shadow-regions.ts. */
export const REGION_ENTRIES = 65536;
export const REGION_WORDS = 13;

/** Text of stacks, by (epoch, site): see stack-depot.ts. */
export const DEPOT_ENTRIES = 16384;
export const DEPOT_ENTRY_BYTES = 2048;

function allocateLargest(bytes: number, atLeast: number): SharedArrayBuffer {
  for (let size = bytes; size > atLeast; size /= 2) {
    try {
      return new SharedArrayBuffer(size);
    } catch {
      // Address space is limited here: a smaller arena watches less memory.
    }
  }
  return new SharedArrayBuffer(atLeast);
}

/** Bytes of address space for shadow cells; a run's --shadow-limit may allow less of it to be used. */
const ARENA_BYTES = 2 * 1024 ** 3;

function allocate(): SharedMemory {
  const control = new SharedArrayBuffer(CONTROL_WORDS * 4);
  const words = new Int32Array(control);
  words[C_NEXT_SITE] = SITE_BLOCK; // Site 0 is the unknown one.
  words[C_NEXT_BUFFER] = 1;
  words[C_TOKEN] = (Math.random() * 0x7fffffff) | 1;
  return {
    control,
    arena: allocateLargest(ARENA_BYTES, 1 << 20),
    sync: allocateLargest(SYNC_ENTRIES * SYNC_WORDS * 4, SYNC_ENTRIES * SYNC_WORDS * 4),
    depot: new SharedArrayBuffer(DEPOT_ENTRIES * DEPOT_ENTRY_BYTES),
    regions: new SharedArrayBuffer(REGION_ENTRIES * REGION_WORDS * 4),
  };
}

export const memory: SharedMemory = inherited?.memory ?? allocate();
export const control: Int32Array = new Int32Array(memory.control);
/** Shadow cells, see shadow-cell.ts. */
export const arena: Int32Array = new Int32Array(memory.arena);
const PLANE_SHIFT = 29 - Math.clz32(arena.length);
/**
 * What the cells of a granule differ in: cell × PLANE is XORed to their index. Beside the number of the plane it has 64 bytes, so
 * that the four lie in lines of different numbers: processors look for a line by few bits of its address, and lines that have
 * these in common drive each other out (two to four times as long a pass over cells, measured on an AMD EPYC).
 */
export const PLANE: number = (1 << PLANE_SHIFT) | 16;
/** Bytes of memory that the arena has cells for: addresses are below it. */
export const ADDRESSES: number = arena.length;

/** The address of the first byte that a cell guards. */
export function addressOfCell(cell: number): number {
  return ((cell ^ ((cell >>> PLANE_SHIFT) * PLANE)) >> 1) * 8;
}

/** Empties the cells of addresses `from` … `to` - 1, multiples of 8. */
export function clearCells(from: number, to: number): void {
  for (let plane = 0; plane < 4 * PLANE; plane += PLANE) {
    for (let word = from / 4; word < to / 4; word++) if (arena[word ^ plane] !== 0) arena[word ^ plane] = 0;
  }
}
export const sync: Int32Array = new Int32Array(memory.sync);
export const regions: Int32Array = new Int32Array(memory.regions);

let nextSite = 0;
let endOfBlock = 0;

/** Takes `count` new, consecutive site numbers; the first of them. Unique in the process, and of this thread alone. */
export function allocateSites(count: number): number {
  if (nextSite + count > endOfBlock) {
    const taken = Math.ceil(count / SITE_BLOCK) * SITE_BLOCK;
    nextSite = add(control, C_NEXT_SITE, taken);
    endOfBlock = nextSite + taken;
    for (let n = nextSite / SITE_BLOCK; n < Math.min(SITE_BLOCKS, endOfBlock / SITE_BLOCK); n++)
      control[SITE_OWNERS + n] = threadId + 1;
  }
  const first = nextSite;
  nextSite += count;
  return first;
}

/** The thread that took the site number; −1 where it is not known. */
export function ownerOfSite(site: number): number {
  return site > MAX_SITE ? -1 : control[SITE_OWNERS + Math.floor(site / SITE_BLOCK)]! - 1;
}

/** Words of a region's entry before the bits of its holders. */
export const REGION_HOLDERS = 5;

/** Whether the thread in `slot` holds the memory of a region, or held it when it was freed. */
export function isHolder(region: number, slot: number): boolean {
  return (regions[region * REGION_WORDS + REGION_HOLDERS + (slot >> 5)]! & (1 << (slot & 31))) !== 0;
}

/** The first index of a slot's clock in `control`. */
export function clockOf(slot: number): number {
  return CLOCKS + slot * SLOTS;
}
