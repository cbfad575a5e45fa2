// What every format is told besides the report.
import type { Report } from '../report/model.ts';

export interface FormatOptions {
  readonly colours: boolean;
  /** Also show these. */
  readonly show: readonly 'benign'[];
  /** Whose races change the exit code. @default 'first-party' */
  readonly blame?: 'first-party' | 'all';
  /** How much of each race. @default 'full' for the first ten, the rest summed up */
  readonly detail?: 'line' | 'screen' | 'full';
  /** Lines of an original file, for code frames. */
  readonly lines?: (file: string) => readonly string[] | undefined;
}

export type Formatter = (report: Report, options: FormatOptions) => string;
