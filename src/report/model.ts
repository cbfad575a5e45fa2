// The report: what every format prints and other programs read. report.schema.json says the same; tests hold both together.
import type { Certainty, RaceKind, Severity, TimelineWhy } from '../facts/types.ts';

export interface Frame {
  /** '' at the top of a module. */
  readonly function: string;
  /** Relative to the working directory where it lies below it. */
  readonly file: string;
  /** 1-based, in the original source. */
  readonly line: number;
  /** 1-based, in the original source. */
  readonly column: number;
}

/** A test, as its runner names it. */
export interface TestName {
  /** `suite > name`. */
  readonly name: string;
  /** Relative to the working directory where it lies below it; absent where the runner does not say. */
  readonly file?: string;
  readonly line?: number;
}

export type Role = 'first' | 'second' | 'conflicting';

export interface Access {
  readonly role: Role;
  readonly op: string;
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** Name of the function around it; '' at the top of a module. */
  readonly function: string;
  /** The expression, cut at 80 characters. */
  readonly code: string;
  readonly value?: string;
  /** As printed: `main`, `worker 3`; with the process where there are several. */
  readonly thread: string;
  readonly task?: string;
  readonly atomic?: boolean;
  readonly stack: readonly Frame[];
  /** Why the stack is the site alone, or that of another access. */
  readonly stackLost?: string;
  /** Where the task or worker was created. */
  readonly createdBy: readonly Frame[];
  /** Why that is the creation of another one. */
  readonly createdLost?: string;
  /** `name@version` of the dependency it lies in. */
  readonly package?: string;
  /** The test on whose behalf it was made. */
  readonly test?: TestName;
}

export interface Store {
  readonly type: string;
  readonly label: string;
  readonly key?: string;
  readonly created?: { readonly file: string; readonly line: number; readonly column: number };
}

/** One moment on one side of a race. */
export interface TimelineEvent {
  /** `registered`: a callback, which runs later. */
  readonly what: 'created' | 'registered' | 'access' | 'suspended' | 'released' | 'acquired';
  /** 0: the side of the first access; 1: the other one. */
  readonly lane: 0 | 1;
  /** Index in `accesses`. */
  readonly access?: number;
  /** Number of the turn of the event loop, in its thread. */
  readonly turn?: number;
  /** The await, or the Atomics operation. */
  readonly place?: { readonly file: string; readonly line: number; readonly column: number };
  readonly code?: string;
  /** The task by which this one was created. */
  readonly by?: string;
  /** The thread whose message this task handles. */
  readonly origin?: string;
}

/** Two events, the earlier first, that the engine knew as ordered, and by what. */
export interface TimelineEdge {
  readonly from: number;
  readonly to: number;
  readonly why: TimelineWhy;
}

/** What the engine knew of the order around a race; what it did not know is not there. */
export interface Timeline {
  /** In the order in which they happened; with data races only those of one lane are in order. */
  readonly events: readonly TimelineEvent[];
  /** Indexes in `events`. */
  readonly edges: readonly TimelineEdge[];
}

export interface Race {
  /** Hash of kind and both sites. */
  readonly id: string;
  /** Hash of kind, files, functions and expressions: the same after lines have moved. */
  readonly fingerprint: string;
  readonly kind: RaceKind;
  readonly certainty: Certainty;
  readonly severity: Severity;
  readonly scope: 'first-party' | 'dependency';
  /** How often it was detected. */
  readonly count: number;
  /** `suite > name` of the test during which it was first detected. */
  readonly test?: string;
  /** All tests during which it was detected. */
  readonly tests?: readonly TestName[];
  readonly store: Store;
  readonly accesses: readonly Access[];
  readonly timeline?: Timeline;
  readonly hint: string;
  /** It stands in the baseline, and does not fail the run. */
  readonly known?: boolean;
}

export interface Coverage {
  /** Files that were instrumented and ran. */
  readonly files: number;
  readonly skipped: readonly { readonly file: string; readonly why: string }[];
  /** Constructs that were left without hooks, with their first place. */
  readonly unhandled: readonly { readonly file: string; readonly line: number; readonly what: string }[];
  /** What the detector itself lost on the way. */
  readonly lost: readonly { readonly what: string; readonly why: string; readonly count: number }[];
  readonly processes: number;
  readonly threads: number;
  readonly unknownSharedBuffers: number;
  readonly storesWatched: number;
  readonly keysWatched: number;
  readonly accesses: number;
  readonly tasks: number;
  readonly overlappingTaskPairs: number;
  readonly threadsSharingMemory: number;
}

export interface SuppressionUse {
  /** `kind:pattern`, as it was written. */
  readonly rule: string;
  readonly file: string;
  readonly line: number;
  readonly reason?: string;
  readonly count: number;
}

export interface Report {
  readonly version: 1;
  readonly tool: string;
  readonly node: string;
  readonly command: readonly string[];
  readonly exitCode: number;
  readonly level: 'observed' | 'predicted' | 'strict';
  readonly engines: readonly string[];
  readonly races: readonly Race[];
  readonly suppressions: readonly SuppressionUse[];
  readonly coverage: Coverage;
  readonly summary: {
    /** Races in `races` that are neither benign nor known. */
    readonly races: number;
    /** Of these, those with no site in the project's own files. */
    readonly dependency: number;
    readonly suppressed: number;
    readonly benign: number;
    readonly known: number;
  };
}
