// Shared memory as the detector knows it: one number and one stretch of shadow for each piece of memory, however many
// JavaScript objects stand for it in however many threads.
//
// Memory is watched from the moment it is first handed to another thread: what its maker did before is ordered before
// that by the message itself. So buffers that never leave their thread cost nothing.
// Identity: a message lists [buffer, number, shadow] beside the program's payload, and structured clone keeps identity
// within one message (envelope.ts). WebAssembly memories are listed themselves, because growth makes new buffer objects.
// Invariant: two objects over the same memory have the same BufferInfo number and base in all threads; or they are
// unknown (passed by a way that cannot be seen), which can hide races and is counted.
import { flags } from '../hooks/flags.ts';
import {
  bufferOf,
  byteLengthOf,
  byteOffsetOf,
  isGrowableBuffer,
  isSharedArrayBuffer,
  isView,
  looksLikeMemory,
  maxByteLengthOf,
  memoryBufferOf,
  sharedLengthOf,
} from './builtins.ts';
import type { BufferEntry } from './hand-over.ts';
import { cameFromElsewhere, noteCreationSite, siteOfShared } from './creation-sites.ts';
import { ADDRESSES, C_NEXT_BUFFER, C_SHARED, control } from './memory.ts';
import { sayThatMemoryIsShared } from './coverage.ts';
import { lost } from './lost.ts';
import { baseOf, holdRegion, letGoOfRegion, sendRegion, takeRegion } from './shadow-regions.ts';
import { thread } from './thread.ts';

export interface BufferInfo {
  /** Unique in the process, never reused. */
  readonly id: number;
  /** Number of the stretch of shadow; -1 when there was no room. */
  readonly region: number;
  /** Address of byte 0 in the shadow, a multiple of 8; -1 when there was no room. */
  readonly base: number;
  /** Bytes from the start that have shadow. */
  readonly watched: number;
  readonly createdSite: number;
  readonly type: string;
  /** Objects of this thread over the memory, and the slot under which it holds the region. */
  objects: number;
  readonly holder: number;
}

const { add } = Atomics;

const HEADROOM = 16 * 1024 ** 2;
/** Bytes that are watched of memory that can grow: few of those that reserve gigabytes ever use them. */
const withHeadroom = (bytes: number): number => Math.max(bytes * 2, HEADROOM);
/** No less than this is watched of a buffer, but for those that are smaller. */
const LEAST_WATCHED = 4096;

const infos = new WeakMap<object, BufferInfo>();
const getInfo = infos.get.bind(infos);
const setInfo = infos.set.bind(infos);

// Memories of this thread, and those whose present buffer object is known to belong to them.
const memories: WeakRef<object>[] = [];

let isWatching = true;

/** Switches the watching of accesses off (`--engine tasks`): identities are passed on all the same. */
export function stopWatching(): void {
  isWatching = false;
}

let watchedBuffers = 0;
let unknownBuffers = 0;
const unknown = new WeakSet<object>();
const seenUnknown = unknown.has.bind(unknown);
const addUnknown = unknown.add.bind(unknown);

/** How many buffers this thread watches, and how many it met that came by an unseen way. */
export function bufferCounts(): { readonly watched: number; readonly unknown: number } {
  return { watched: watchedBuffers, unknown: unknownBuffers };
}

/** Notes where shared memory was made, for its name in reports; returns whether `value` is any. */
export function noteCreation(value: object, site: number): boolean {
  if (isSharedArrayBuffer(value)) {
    noteCreationSite(value, site);
    return true;
  }
  if (!looksLikeMemory(value)) return false;
  const buffer = memoryBufferOf(value);
  if (buffer === undefined || !isSharedArrayBuffer(buffer)) return false;
  noteCreationSite(value, site);
  noteCreationSite(buffer, site);
  // The buffer object of today and that of after a growth must be known for the same memory.
  watchMemory(value);
  return true;
}

function newInfo(object: object, bytes: number, type: string): BufferInfo {
  tellWatchListeners();
  // Where there is no room for all, the beginning is watched, and room is left for others.
  let watched = bytes;
  let region = takeRegion(bytes);
  while (region < 0 && watched > LEAST_WATCHED) {
    watched = Math.min(Math.ceil(watched / 2), ADDRESSES / 4);
    region = takeRegion(watched);
  }
  if (region < 0) watched = 0;
  if (watched < bytes)
    lost(
      'shadow memory',
      `${bytes - watched} of ${bytes} bytes of a ${type} are not watched${
        bytes > ADDRESSES ? '' : ': raise --shadow-limit'
      }`,
    );
  return {
    id: add(control, C_NEXT_BUFFER, 1),
    region,
    base: region < 0 ? -1 : baseOf(region),
    watched,
    createdSite: siteOfShared(object) ?? 0,
    type,
    objects: 0,
    holder: thread.slot,
  };
}

function tellWatchListeners(): void {
  for (let i = 0; i < watchListeners.length; i++) watchListeners[i]!();
}

/** The buffer that has the address; searched only to print a race. */
export function bufferAt(address: number): BufferInfo | undefined {
  for (const info of known.values()) {
    if (info.base <= address && address < info.base + info.watched) return info;
  }
  return undefined;
}

// Told when an object over watched memory was collected.
const collected = new FinalizationRegistry<BufferInfo>((info) => {
  if (--info.objects > 0) return;
  known.delete(info.id);
  if (info.region >= 0) letGoOfRegion(info.region, info.holder);
});
// The infos of this thread by number: messages bring new objects over the same memory again and again.
const known = new Map<number, BufferInfo>();

function stamp(object: object, info: BufferInfo): void {
  setInfo(object, info);
  info.objects++;
  collected.register(object, info);
}

// What happens when a buffer that can grow is shared for the first time.
let growableListener: (() => void) | undefined;

/** Tells of the first SharedArrayBuffer that can grow and is shared with another thread. */
export function addGrowableListener(listener: () => void): void {
  growableListener = listener;
}

function remember(object: object, info: BufferInfo): BufferInfo {
  stamp(object, info);
  if (growableListener !== undefined && isSharedArrayBuffer(object) && isGrowableBuffer(object)) {
    growableListener();
    growableListener = undefined;
  }
  if (!known.has(info.id)) {
    known.set(info.id, info);
    watchedBuffers++;
  }
  if (!isWatching) return info;
  if (flags.shared === 0) {
    sayThatMemoryIsShared();
    flags.shared = 1;
    tellWatchListeners();
  }
  control[C_SHARED] = 1;
  return info;
}

const watchListeners: (() => void)[] = [];

/** Adds what happens when this thread's first memory is shared, and when a buffer begins to be watched: caches of "not watched" are wrong then. */
export function addWatchListener(listener: () => void): void {
  watchListeners.push(listener);
}

function watchMemory(object: object): BufferInfo | undefined {
  const before = getInfo(object);
  const buffer = memoryBufferOf(object);
  if (buffer === undefined || !isSharedArrayBuffer(buffer)) return undefined;
  if (before !== undefined) {
    if (getInfo(buffer) === undefined) stamp(buffer, before);
    return before;
  }
  const present = getInfo(buffer);
  const info = present ?? newInfo(object, withHeadroom(sharedLengthOf(buffer)), 'WebAssembly.Memory');
  memories.push(new WeakRef(object));
  stamp(buffer, info);
  return remember(object, info);
}

/** The region of a WebAssembly.Memory that is shared, watched from here on; −1 for all else. */
export function memoryRegion(object: object): number {
  return watchMemory(object)?.region ?? -1;
}

/** The memories of WebAssembly that this thread knows. */
export function presentMemories(): object[] {
  return memories.map((memory) => memory.deref()).filter((memory) => memory !== undefined);
}

/** Begins to watch a SharedArrayBuffer or WebAssembly.Memory that another thread is given; undefined for all else. */
export function watch(object: object): BufferInfo | undefined {
  if (!isSharedArrayBuffer(object)) return watchMemory(object);
  const known = infoOf(object);
  if (known !== undefined) return known;
  const most = maxByteLengthOf(object);
  const bytes = isGrowableBuffer(object)
    ? Math.min(most, Math.max(withHeadroom(sharedLengthOf(object)), 4 * HEADROOM))
    : most;
  return remember(object, newInfo(object, bytes, 'SharedArrayBuffer'));
}

/** What another thread is told about `object`, which is being sent. */
export function describe(object: object): BufferEntry | undefined {
  const info = watch(object);
  if (info === undefined) return undefined;
  const { id, region, watched, createdSite, type } = info;
  if (region >= 0) sendRegion(region);
  return { object, id, region, watched, createdSite, type };
}

/**
 * Takes over what another thread says about buffers in a message.
 * @param counted - the message has this one receiver
 */
export function adopt(entries: readonly BufferEntry[], counted: boolean): void {
  for (let i = 0; i < entries.length; i++) {
    const { object, id, region, watched, createdSite, type } = entries[i]!;
    if (region >= 0) holdRegion(region, counted);
    if (getInfo(object) !== undefined) continue;
    const base = region < 0 ? -1 : baseOf(region);
    const info = known.get(id) ?? {
      id,
      region,
      base,
      watched,
      createdSite,
      type,
      objects: 0,
      holder: thread.slot,
    };
    remember(object, info);
    if (!isSharedArrayBuffer(object)) {
      memories.push(new WeakRef(object));
      const buffer = memoryBufferOf(object);
      if (buffer !== undefined) stamp(buffer, info);
    }
  }
}

/** The info of a watched SharedArrayBuffer; undefined when it never left this thread, or is unknown. */
export function infoOf(buffer: object): BufferInfo | undefined {
  const info = getInfo(buffer);
  if (info !== undefined) return info;
  for (let i = 0; i < memories.length; i++) {
    const memory = memories[i]!.deref();
    if (memory === undefined) {
      memories.splice(i--, 1);
    } else if (memoryBufferOf(memory) === buffer) {
      const info = getInfo(memory)!;
      stamp(buffer, info);
      return info;
    }
  }
  return undefined;
}

/** A view over watched shared memory. */
export interface ViewInfo {
  readonly buffer: BufferInfo;
  /** Address of the view's first byte. */
  readonly start: number;
  /** Bytes from the start of the buffer to that of the view. */
  readonly byteOffset: number;
}

const views = new WeakMap<object, ViewInfo>();
const getView = views.get.bind(views);
const setView = views.set.bind(views);

/** Finds out about a view; undefined when its memory is not watched. Does not run user code. */
export function viewInfo(view: object): ViewInfo | undefined {
  const known = getView(view);
  if (known !== undefined) return known;
  const buffer = bufferOf(view);
  if (!isSharedArrayBuffer(buffer)) return undefined;
  const info = infoOf(buffer);
  if (info === undefined) {
    if (!seenUnknown(buffer) && cameFromElsewhere(buffer)) {
      addUnknown(buffer);
      unknownBuffers++;
    }
    return undefined;
  }
  if (info.base < 0) return undefined;
  if (
    sharedLengthOf(buffer) > info.watched &&
    (info.type !== 'SharedArrayBuffer' || isGrowableBuffer(buffer))
  )
    lost('what a memory grew by', `only the first ${info.watched} bytes of a ${info.type} are watched`);
  const byteOffset = byteOffsetOf(view);
  const found: ViewInfo = { buffer: info, start: info.base + byteOffset, byteOffset };
  setView(view, found);
  return found;
}

/** Whether `value` is a view whose memory is watched. */
export function isWatchedView(value: unknown): boolean {
  return isView(value) && viewInfo(value) !== undefined;
}

/** Bytes of `view` that have shadow, from its start. */
export function watchedBytes(view: object, info: ViewInfo): number {
  return Math.min(byteLengthOf(view), info.buffer.watched - info.byteOffset);
}
