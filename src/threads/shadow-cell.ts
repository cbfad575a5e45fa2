// One shadow cell = 2 Int32 words; 4 cells guard 8 application bytes (a granule). The arena has four planes, each with
// one cell of every granule, so that cells which are used together lie together: with one thread and 8-byte elements the
// shadow that is touched is as large as the memory, and planes that nobody writes to cost no memory at all.
//
//   address   of a byte in the shadow: 8 × granule + byte 0 … 7. A region of the arena is a range of addresses.
//   cell      index of word 0: (2 × granule) XOR (plane × PLANE), see memory.ts
//   preferred plane of an access: bits 2 … 1 of its address XOR bits 1 … 0 of the thread's slot
//
//   bit      31 …… 10      9       8       7 …… 0
//   word 0   time (24 bits, 31 … 8)        slot (8)        0 = empty cell (see clock/epoch.ts)
//   word 1   site (22)     plain   write   byte mask (8)   site 0 = unknown
//
// "plain" is the opposite of atomic: the bits are such that an access with more bits set conflicts with at least what
// one with fewer does, and one AND answers whether a cell already says all that an access has to say.
// Any thread writes any cell: word 0 = BUSY first, then word 1, then word 0; a reader that finds a conflict reads twice.

/** The cell's access stored. */
export const WRITE: number = 1 << 8;
/** The cell's access was not atomic. */
export const PLAIN: number = 1 << 9;
/** Write, plain and byte mask. */
export const ACCESS_BITS = 0x3ff;
/** Word 0 of a cell that is being written; no thread has slot 255, and nobody knows a time of it. */
export const BUSY = 0x1ff;
/** Byte mask. */
export const MASK_BITS = 0xff;
/** Highest site number a cell can hold; accesses from sites above it are recorded with site 0. */
export const MAX_SITE = 0x3fffff;

/** Word 1 of a cell. `kind` is any of WRITE and PLAIN. */
export function packAccess(mask: number, kind: number, site: number): number {
  return ((site <= MAX_SITE ? site : 0) << 10) | kind | mask;
}

/** The site of word 1. */
export function siteOf(word: number): number {
  return word >>> 10;
}

/** The bytes of word 1, one bit each. */
export function maskOf(word: number): number {
  return word & MASK_BITS;
}

/** Whether two accesses, words 1 of their cells, conflict if they are unordered. [ECMAScript: data race] */
export function conflicts(a: number, b: number): boolean {
  if ((a & b & MASK_BITS) === 0 || ((a | b) & WRITE) === 0) return false;
  // Two atomics race only where their byte ranges differ.
  return ((a | b) & PLAIN) !== 0 || (a & MASK_BITS) !== (b & MASK_BITS);
}

/**
 * Whether whatever will race with `old` will race with `young`, too, if old happens before young: then the cell of
 * `old` may be given up without losing a race.
 */
export function covers(young: number, old: number): boolean {
  if ((old & ~young & ACCESS_BITS) !== 0) return false;
  return (young & PLAIN) !== 0 || (young & MASK_BITS) === (old & MASK_BITS);
}
