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
  isSharedArrayBuffer,
  isView,
  looksLikeMemory,
  maxByteLengthOf,
  memoryBufferOf,
} from './builtins.ts';
import { C_ARENA_LOCK, C_ARENA_NEXT, C_NEXT_BUFFER, C_SHARED, arena, control } from './memory.ts';
import { lock, unlock } from './spin-lock.ts';
import { lost } from './lost.ts';
import { thread } from './thread.ts';

/** What threads tell each other about one piece of shared memory; `object` is a SharedArrayBuffer or a memory. */
export interface BufferEntry {
  readonly object: object;
  readonly id: number;
  readonly base: number;
  readonly watched: number;
  readonly createdSite: number;
  readonly type: string;
}

export interface BufferInfo {
  /** Unique in the process, never reused. */
  readonly id: number;
  /** Index in the arena of byte 0's cells; a multiple of 8; -1 when there was no room. */
  readonly base: number;
  /** Bytes from the start that have shadow. */
  readonly watched: number;
  readonly createdSite: number;
  readonly type: string;
  /** The WebAssembly.Memory behind it. */
  readonly memory: WeakRef<object> | undefined;
}

const { add } = Atomics;

const MEMORY_HEADROOM = 16 * 1024 ** 2;

const infos = new WeakMap<object, BufferInfo>();
const getInfo = infos.get.bind(infos);
const setInfo = infos.set.bind(infos);
const creationSites = new WeakMap<object, number>();
const getCreationSite = creationSites.get.bind(creationSites);
const setCreationSite = creationSites.set.bind(creationSites);

// Memories of this thread, and those whose present buffer object is known to belong to them.
const memories: WeakRef<object>[] = [];

let watchedBuffers = 0;
let unknownBuffers = 0;
const unknown = new WeakSet<object>();
const seenUnknown = unknown.has.bind(unknown);
const addUnknown = unknown.add.bind(unknown);
const own = new WeakSet<object>();

let limitWords: number = arena.length;

/** Sets `--shadow-limit`, in bytes. */
export function setShadowLimit(bytes: number): void {
  limitWords = Math.min(arena.length, Math.floor(bytes / 4));
}

/** How many buffers this thread watches, and how many it met that came by an unseen way. */
export function bufferCounts(): { readonly watched: number; readonly unknown: number } {
  return { watched: watchedBuffers, unknown: unknownBuffers };
}

// Takes `bytes` words of the arena: one word of shadow for each byte.
function allocateShadow(bytes: number): number {
  const granules = Math.max(1, Math.ceil(bytes / 8));
  lock(control, C_ARENA_LOCK, thread.owner);
  const first = control[C_ARENA_NEXT]!;
  const fits = (first + granules) * 8 <= limitWords;
  if (fits) control[C_ARENA_NEXT] = first + granules;
  unlock(control, C_ARENA_LOCK, thread.owner);
  return fits ? first * 8 : -1;
}

/** Notes where shared memory was made, for its name in reports. */
export function noteCreation(value: object, site: number): void {
  if (isSharedArrayBuffer(value)) {
    setCreationSite(value, site);
    own.add(value);
    return;
  }
  if (!looksLikeMemory(value)) return;
  const buffer = memoryBufferOf(value);
  if (buffer === undefined || !isSharedArrayBuffer(buffer)) return;
  setCreationSite(value, site);
  setCreationSite(buffer, site);
  own.add(buffer);
  // The buffer object of today and that of after a growth must be known for the same memory.
  watchMemory(value);
}

function newInfo(object: object, bytes: number, type: string, memory: WeakRef<object> | undefined): BufferInfo {
  const base = allocateShadow(bytes);
  if (base < 0) {
    lost('shadow memory', `${bytes} bytes of a ${type} are not watched: raise --shadow-limit`);
  }
  return {
    id: add(control, C_NEXT_BUFFER, 1),
    base,
    watched: base < 0 ? 0 : bytes,
    createdSite: getCreationSite(object) ?? 0,
    type,
    memory,
  };
}

/** The buffer whose shadow `cell` is in; searched only to print a race. */
export function bufferAt(cell: number): BufferInfo | undefined {
  for (const info of all) if (info.base <= cell && cell < info.base + info.watched + 7) return info;
  return undefined;
}

const all = new Set<BufferInfo>();

function remember(object: object, info: BufferInfo): BufferInfo {
  setInfo(object, info);
  if (info.base >= 0) all.add(info);
  watchedBuffers++;
  flags.shared = 1;
  control[C_SHARED] = 1;
  for (let i = 0; i < watchListeners.length; i++) watchListeners[i]!();
  return info;
}

const watchListeners: (() => void)[] = [];

/** Adds what happens when a buffer begins to be watched: caches of "not watched" are wrong then. */
export function addWatchListener(listener: () => void): void {
  watchListeners.push(listener);
}

function watchMemory(object: object): BufferInfo | undefined {
  const known = getInfo(object);
  const buffer = memoryBufferOf(object);
  if (buffer === undefined || !isSharedArrayBuffer(buffer)) return undefined;
  if (known !== undefined) {
    if (getInfo(buffer) === undefined) setInfo(buffer, known);
    return known;
  }
  const present = getInfo(buffer);
  const info =
    present ??
    newInfo(object, Math.max(buffer.byteLength * 2, MEMORY_HEADROOM), 'WebAssembly.Memory', new WeakRef(object));
  memories.push(new WeakRef(object));
  setInfo(buffer, info);
  return remember(object, info);
}

/** Begins to watch a SharedArrayBuffer or WebAssembly.Memory that another thread is given; undefined for all else. */
export function watch(object: object): BufferInfo | undefined {
  if (!isSharedArrayBuffer(object)) return watchMemory(object);
  return infoOf(object) ?? remember(object, newInfo(object, maxByteLengthOf(object), 'SharedArrayBuffer', undefined));
}

/** What another thread is told about `object`, which is being sent. */
export function describe(object: object): BufferEntry | undefined {
  const info = watch(object);
  if (info === undefined) return undefined;
  const { id, base, watched, createdSite, type } = info;
  // A buffer of a memory is sent as itself; its receiver learns the number of the memory.
  return { object, id, base, watched, createdSite, type };
}

/** Takes over what another thread says about buffers in a message. */
export function adopt(entries: readonly BufferEntry[]): void {
  for (let i = 0; i < entries.length; i++) {
    const { object, id, base, watched, createdSite, type } = entries[i]!;
    if (getInfo(object) !== undefined) continue;
    const isMemory = !isSharedArrayBuffer(object);
    const info: BufferInfo = {
      id,
      base,
      watched,
      createdSite,
      type,
      memory: isMemory ? new WeakRef(object) : undefined,
    };
    remember(object, info);
    if (isMemory) {
      memories.push(new WeakRef(object));
      const buffer = memoryBufferOf(object);
      if (buffer !== undefined) setInfo(buffer, info);
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
      const known = getInfo(memory)!;
      setInfo(buffer, known);
      return known;
    }
  }
  return undefined;
}

/** A view over watched shared memory. */
export interface ViewInfo {
  readonly buffer: BufferInfo;
  /** Arena index of the view's first byte. */
  readonly start: number;
  /** Bytes from the start of the buffer to that of the view. */
  readonly byteOffset: number;
}

const views = new WeakMap<object, ViewInfo>();
const getView = views.get.bind(views);
const setView = views.set.bind(views);

/**
 * Finds out about a view; undefined when its memory is not watched. Does not run user code.
 * @param counts - whether memory that nobody told this thread of is counted as unknown: not so for Atomics, which Node's
 * own code calls for memory of its own
 */
export function viewInfo(view: object, counts = true): ViewInfo | undefined {
  const known = getView(view);
  if (known !== undefined) return known;
  const buffer = bufferOf(view);
  if (!isSharedArrayBuffer(buffer)) return undefined;
  const info = infoOf(buffer);
  if (info === undefined) {
    if (counts && !own.has(buffer) && !seenUnknown(buffer)) {
      addUnknown(buffer);
      unknownBuffers++;
    }
    return undefined;
  }
  if (info.base < 0) return undefined;
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
