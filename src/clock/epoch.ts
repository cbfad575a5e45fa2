// An epoch: one component of a vector clock, (slot, time), packed in an int32 so that a shadow cell holds it in one word
// and the fast path compares it in one instruction.
//
//   bit   31 …… 8      7 …… 0
//         time (24)    slot (8)
//
// Times start at 1, so no epoch is 0. At MAX_TIME the thread moves to a fresh slot: see src/threads/slots.ts.
// Source: FastTrack's epochs c@t (Flanagan & Freund, PLDI 2009), packed as ThreadSanitizer v3 packs sid and epoch.

/** A thread's reusable index in vector clocks: 0 … 254; NO_SLOT where there is none. */
export type SlotId = number & { readonly __slot: never };
/** A thread's own time: 1 … MAX_TIME. */
export type Time = number & { readonly __time: never };
/** (slot, time) in an int32. */
export type Epoch = number & { readonly __epoch: never };

/** Number of components of a vector clock. */
export const SLOTS = 256;
/** The slot of a thread that has none: it keeps a clock for what it passes on, but its accesses are not recorded. */
export const NO_SLOT: SlotId = 255 as SlotId;
/** The last time of a slot. */
export const MAX_TIME: Time = 0xffffff as Time;

/** Packs slot and time. */
export function packEpoch(slot: SlotId, time: Time): Epoch {
  return ((time << 8) | slot) as Epoch;
}

/** The slot of an epoch. */
export function slotOf(epoch: number): SlotId {
  return (epoch & 255) as SlotId;
}

/** The time of an epoch. */
export function timeOf(epoch: number): Time {
  return (epoch >>> 8) as Time;
}
