// The facts: what a thread of the user's process appends to its spool, one JSON object a line. The only types that the
// detecting side and the reporting side share.
import type { OpName } from '../../instrument/protocol.ts';

/** How sure a race is: it happened in this run, or this run's happens-before order allows it. */
export type Certainty = 'observed' | 'predicted';
export type Severity = 'error' | 'warning' | 'benign';
export type RaceKind =
  'data-race' | 'lost-update' | 'clobbered-write' | 'stale-iteration' | 'order-race' | 'diverged-copy';

/** First line of each spool: which thread of which process writes it. */
export interface ThreadFact {
  readonly fact: 'thread';
  readonly pid: number;
  readonly ppid: number;
  /** `worker_threads.threadId`; 0 is the main thread. */
  readonly tid: number;
  readonly name: string;
  readonly node: string;
  readonly argv: readonly string[];
  readonly cwd: string;
  /** The thread with which it shares memory and numbers of sites, where that is not the main thread. */
  readonly root?: number;
  /** `error.stack` of the creation, raw, positions in instrumented text; absent for a main thread. */
  readonly createdAt?: string;
}

/** A module was loaded: sites base … base + count - 1 are those of the table `key`. Unique within a process, or within those of its
 * threads that have one root. */
export interface ModuleFact {
  readonly fact: 'module';
  readonly key: string;
  readonly file: string;
  readonly base: number;
  readonly count: number;
}

/** A place without a compile-time site (an uninstrumented or detached call): id as used in accesses, raw stack. */
export interface DynamicSiteFact {
  readonly fact: 'dynamic-site';
  readonly site: number;
  readonly stack: string;
}

/** A test of the program's suite, as its runner's adapter told it. */
export interface TestFact {
  /** Unique within the run: names may be used twice. */
  readonly id: string;
  /** `suite > name`. */
  readonly name: string;
  readonly file?: string;
  readonly line?: number;
}

/** From here on this thread's accesses of shared memory are those of `test`: by slot and time of the threads engine. */
export interface TestBeginFact {
  readonly fact: 'test';
  readonly slot: number;
  readonly time: number;
  readonly test: TestFact | null;
}

/** A file runs in a text that was made of the instrumented one (by Vite); its map, in a file of the spool's directory. */
export interface MappedFact {
  readonly fact: 'mapped';
  readonly file: string;
  readonly map: string;
}

/** racewire.ignore() was called here; each place is told once. */
export interface IgnoreFact {
  readonly fact: 'ignore';
  readonly id: number;
  readonly stack: string;
}

/** One side of a race, sites unresolved. */
export interface AccessFact {
  readonly role: 'first' | 'second' | 'conflicting';
  readonly op: OpName;
  readonly site: number;
  /** Thread name as printed: `main`, `worker 3`. */
  readonly thread: string;
  /** Task as printed, `getSession #12`; absent in the threads engine. With `taskSite` only the `#12`. */
  readonly task?: string;
  /** Site of the task's function (hook ent): the report prints that function's name before `task`. */
  readonly taskSite?: number;
  /** What was read or stored, already shortened by `--values`. */
  readonly value?: string;
  readonly atomic?: boolean;
  /** Byte range in the buffer (threads engine). */
  readonly offset?: number;
  readonly width?: number;
  /** `error.stack`, raw; its frames are in instrumented positions. Absent: the site alone is known. */
  readonly stack?: string;
  /** Why there is no stack, or not its own, in words. */
  readonly stackLost?: string;
  /** Raw stack of the creation of the task or worker. */
  readonly createdBy?: string;
  /** Why that is not the stack of its own creation, in words. */
  readonly createdLost?: string;
  /** The test on whose behalf it was made. */
  readonly test?: TestFact;
  /** Threads engine, another thread's access: its epoch, by which its test is found. */
  readonly epoch?: readonly [slot: number, time: number];
  /** It was made in the racewire.ignore() of this id. */
  readonly ignored?: number;
}

/** What connects two events of a timeline. */
export type TimelineWhy =
  'await' | 'callback' | 'creation' | 'known' | 'start' | 'message' | 'atomics' | 'wake' | 'lock' | 'exit';

/** One moment on one side of a race. */
export interface TimelineEventFact {
  /** `registered`: a callback, which runs later. */
  readonly what: 'created' | 'registered' | 'access' | 'suspended' | 'released' | 'acquired';
  /** 0: the side of the first access; 1: the other one. */
  readonly lane: 0 | 1;
  /** Index in the race's accesses. */
  readonly access?: number;
  /** Number of the turn (tasks engine). */
  readonly turn?: number;
  /** Where: an await, an Atomics operation. */
  readonly site?: number;
  /** By whom a task was created, as in AccessFact. */
  readonly task?: string;
  readonly taskSite?: number;
  /** The thread whose message the task handles: process id, a dot, thread id. */
  readonly origin?: string;
}

/** What the engine knew of the order around a race. Nothing is guessed: what is not known is not there. */
export interface TimelineFact {
  /** In the order in which they happened. In the threads engine only those of one lane are in order. */
  readonly events: readonly TimelineEventFact[];
  /** Indexes of two events, the earlier first, and what orders them. */
  readonly edges: readonly (readonly [from: number, to: number, why: TimelineWhy])[];
}

export interface RaceFact {
  readonly fact: 'race';
  readonly kind: RaceKind;
  readonly certainty: Certainty;
  readonly severity: Severity;
  readonly store: {
    /** `Map`, `Set`, `object`, `array`, `variable`, `SharedArrayBuffer` … */
    readonly type: string;
    /** A better name than the site's label, where the runtime knows one. */
    readonly label?: string;
    /** As printed: `"u1"`, `42`, `length`, `bytes 8..12`; absent where the whole store is meant. */
    readonly key?: string;
    /** Site that made the store (hook nw or sc), 0 or absent when unknown. */
    readonly createdSite?: number;
    /** Raw stack of the creation, where there is no site. */
    readonly createdStack?: string;
  };
  /** In the order first, second, conflicting (tasks engine) or this access, the previous one (threads engine). */
  readonly accesses: readonly AccessFact[];
  readonly timeline?: TimelineFact;
  /** How many occurrences this fact stands for. @default 1 */
  readonly count?: number;
  /** The test during which it was detected. */
  readonly test?: TestFact;
  /** It is none if the condition at this site sets no work of that kind going: a ConditionFact says whether it does. */
  readonly condition?: { readonly site: number; readonly kind: string };
  /** What would order these accesses; chosen from the kind by the report when absent. */
  readonly hint?: string;
}

/**
 * What one side of a structured clone between threads did after it: changed a key, read one, walked the whole, or ended the
 * matter (`end`), because it told the other side or sent the store again.
 */
export interface CopyFact {
  readonly fact: 'copy';
  /** The same for both sides. */
  readonly copy: string;
  readonly side: 'sent' | 'received';
  readonly act: 'write' | 'read' | 'walk' | 'end';
  /** `Map`, `Set` or `object`; absent at the end. */
  readonly type?: string;
  readonly createdSite?: number;
  readonly access?: AccessFact;
  readonly key?: string;
  /** Writes: there was a value under the key before. */
  readonly kept?: boolean;
  /** Writes: this side had looked for the key and not found it. */
  readonly fill?: boolean;
  /** Writes: tells values apart; `none` for a cleared or deleted one, `counted` for one counted on; absent if not known. */
  readonly mark?: string;
}

/** Whether the condition at this site was seen to set work going, of a kind or at all; if it is told both, it does. */
export interface ConditionFact {
  readonly fact: 'condition';
  readonly site: number;
  readonly sets: boolean;
  readonly kind?: string;
}

/** Something that could not be instrumented: the program ran unchanged there. */
export interface SkippedFact {
  readonly fact: 'skipped';
  readonly file: string;
  readonly why: string;
}

/** Something the detector lost: it goes on without it, and the report says so. */
export interface LostFact {
  readonly fact: 'lost';
  readonly what: string;
  readonly why: string;
}

/** Running totals of a thread; the last one of a spool counts. */
export interface CoverageFact {
  readonly fact: 'coverage';
  readonly files: number;
  readonly storesWatched: number;
  readonly keysWatched: number;
  readonly accesses: number;
  readonly tasks: number;
  readonly overlappingTaskPairs: number;
  readonly threadsSharingMemory: number;
  readonly unknownSharedBuffers: number;
  readonly benign: number;
}

/** How often each hook was called, in the counting mode alone; the last one of a spool counts. */
export interface HooksFact {
  readonly fact: 'hooks';
  /** By name of the hook: site, calls, site, calls …; site 0 where the hook is told none. */
  readonly calls: Readonly<Record<string, readonly number[]>>;
  /** Raw stacks of accesses, and for how many accesses each stands. */
  readonly stacks: readonly (readonly [stack: string, accesses: number])[];
}

export type Fact =
  | ThreadFact
  | ModuleFact
  | DynamicSiteFact
  | RaceFact
  | CopyFact
  | ConditionFact
  | SkippedFact
  | LostFact
  | CoverageFact
  | HooksFact
  | TestBeginFact
  | IgnoreFact
  | MappedFact;
