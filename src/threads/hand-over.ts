// What a worker gets from its creator before any of its code runs. It travels in the environment data of Node's own
// first message to a worker, under a key that is removed as soon as it was read: that message reaches every kind of
// worker (file, data: URL, eval, nested, env: {}, execArgv: []) and the program never sees it.
// Invariant: structured clone keeps identity within one message, so the buffers listed here are the very objects that
// the program finds in its workerData.
import { getEnvironmentData, isMainThread, setEnvironmentData, threadId } from 'node:worker_threads';
import type { MessagePort } from 'node:worker_threads';
import type { TestFact } from '../facts/types.ts';

/** Key of the environment data; never visible to the program. */
export const HAND_OVER_KEY = 'racewire:thread';

/** The memory that all threads of the process share; see memory.ts. */
export interface SharedMemory {
  readonly control: SharedArrayBuffer;
  readonly arena: SharedArrayBuffer;
  readonly sync: SharedArrayBuffer;
  readonly depot: SharedArrayBuffer;
  readonly regions: SharedArrayBuffer;
}

/** What threads tell each other about one piece of shared memory; `object` is a SharedArrayBuffer or a memory. */
export interface BufferEntry {
  readonly object: object;
  readonly id: number;
  readonly region: number;
  readonly watched: number;
  readonly createdSite: number;
  readonly type: string;
}

/** A port that goes to another thread, and the number of its channel. */
export interface PassedPort {
  readonly port: MessagePort;
  readonly channel: number;
}

export interface HandOver {
  readonly memory: SharedMemory;
  /** Id of the thread that made the memory. */
  readonly root: number;
  /** The worker's slot; NO_SLOT when all are taken. */
  readonly slot: number;
  /** The clock of a worker without a slot. */
  readonly clock?: Int32Array;
  /** Shared memory the program's part of the message refers to. */
  readonly buffers: readonly BufferEntry[];
  /** Ports of the program in the message. */
  readonly ports: readonly PassedPort[];
  /** Number of the channel of its standard streams, where its creator reads or writes them; 0: none. */
  readonly streams: number;
  /** RACEWIRE_RUN, which `env: {}` keeps from the worker. */
  readonly run: string | undefined;
  /** `error.stack` at the construction of the Worker. */
  readonly createdAt: string;
  /** `name` of the Worker's options. */
  readonly name?: string;
  /** Where the preload was added for the worker: to its arguments, or to NODE_OPTIONS; what it is to find there (null: nothing). */
  readonly hidden?: { readonly execArgv?: readonly string[]; readonly nodeOptions?: string | null };
  /** The test that made the worker. */
  readonly test?: TestFact;
  /** What the tasks engine sends along. */
  readonly extra?: unknown;
}

function take(): HandOver | undefined {
  if (isMainThread) return undefined;
  try {
    const given = getEnvironmentData(HAND_OVER_KEY) as HandOver | undefined;
    if (given !== undefined) setEnvironmentData(HAND_OVER_KEY, undefined);
    return given;
  } catch {
    return undefined;
  }
}

/** What this worker was given; undefined in the main thread, and in a worker whose creator has no runtime. */
export const inherited: HandOver | undefined = take();

/**
 * Id of the thread whose memory this one shares, and with it the numbers of sites: its own where no creator had the
 * runtime, as of the workers of a test runner that is not watched itself.
 */
export const rootThread: number = inherited?.root ?? threadId;

/** RACEWIRE_RUN as the creator had it. */
export function inheritedRun(): string | undefined {
  return inherited?.run;
}

/** Where this worker was made: raw `error.stack` in instrumented positions. */
export function createdAt(): string | undefined {
  return inherited?.createdAt;
}
