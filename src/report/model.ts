// The report: what every format prints and other programs read. report.schema.json says the same; tests hold both together.
import type { Certainty, RaceKind, Severity } from '../facts/types.ts';

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
  /** Why the stack is the site alone. */
  readonly stackLost?: string;
  /** Where the task or worker was created. */
  readonly createdBy: readonly Frame[];
  /** `name@version` of the dependency it lies in. */
  readonly package?: string;
}

export interface Store {
  readonly type: string;
  readonly label: string;
  readonly key?: string;
  readonly created?: { readonly file: string; readonly line: number; readonly column: number };
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
  readonly store: Store;
  readonly accesses: readonly Access[];
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
