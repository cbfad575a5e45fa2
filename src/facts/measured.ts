// What processes of a measured command leave behind for `racewire bench`.

/** Directory in which each process leaves its figures, `<pid>-0.json`, and its profile, `<pid>-<thread>.cpuprofile`. */
export const MEASURE_VARIABLE = 'RACEWIRE_MEASURE';

/** Set where profiles are wanted. */
export const PROFILE_VARIABLE = 'RACEWIRE_PROFILE';

export interface ProcessFigures {
  /** `process.argv[1]`. */
  readonly script: string;
  /** Processor time of all its threads, ms. */
  readonly cpu: number;
  /** Greatest resident set, bytes. */
  readonly memory: number;
}
